package org.openstrawberry.verifier.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.GroupCommitSettings;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueClaim;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.CritiqueRelease;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.verifier.prompt.CriticPrompt;
import org.openstrawberry.verifier.schedule.RunVerifier;
import org.openstrawberry.verifier.schedule.RunVerifiers;

/** What becomes of a critique's money: a call that never began costs nothing, what was reported is stored. */
class CritiqueLauncherTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Usage USAGE = new Usage(10, 0, 3, null);

    /** 10 x 1 + 3 x 2 millionths. */
    private static final BigDecimal COST = new BigDecimal("0.000016");

    private static final ModelReply REPLY =
            new ModelReply("<verdict>PASS</verdict>", USAGE, FinishReason.STOP, null, Duration.ofMillis(3), 1);

    private final ClaimedCritique critique = new ClaimedCritique(
            new CritiqueClaim(UUID.randomUUID(), 1),
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            0,
            1,
            2,
            new Window(0, 2),
            "openai:critic",
            0);
    private final InFlightCritiques inFlight = new InFlightCritiques();
    private final CritiqueSlots slots = new CritiqueSlots(1, () -> {});
    private final List<CritiqueCompletion> stored = new CopyOnWriteArrayList<>();
    private final List<CritiqueRelease> released = new CopyOnWriteArrayList<>();
    private final CritiqueStorage storage = new CritiqueStorage(
            new GroupCommitSettings("critique-ends", 8, 8, SOON, Backoff.DEFAULT),
            batch -> {
                stored.addAll(batch);
                return List.of();
            },
            _ -> {},
            new SimpleMeterRegistry());
    private final CountDownLatch asked = new CountDownLatch(1);

    @AfterEach
    void close() {
        storage.close(SOON);
    }

    private void launch(Function<ClaimedCritique, CritiqueMaterial> materials, LanguageModel model) {
        RunVerifier run = new RunVerifier(
                RunMode.TRACE,
                new RunSettings.Verifier(VerifierMode.FEEDBACK, "openai:critic", 0.0, 2, 3, null),
                "openai:solver",
                new Price(new BigDecimal(1), new BigDecimal(1), new BigDecimal(1), new BigDecimal(2)),
                Duration.ofMinutes(1),
                true);
        CritiqueLauncher launcher = new CritiqueLauncher(
                inFlight,
                slots,
                new RunVerifiers(1, _ -> Map.of(critique.runId(), run)),
                materials,
                new TransientRetry(Backoff.DEFAULT, _ -> false),
                new Critic(
                        CriticPrompt.load(CriticPrompt.CURRENT),
                        _ -> model,
                        new RepeatedCalls(3, Duration.ZERO),
                        10_000,
                        System::nanoTime),
                storage,
                released::add);
        assertThat(slots.take(1)).isEqualTo(1);
        launcher.launch(List.of(critique));
    }

    private void stopOnceAsked() throws InterruptedException {
        asked.await();
        assertThat(inFlight.stop(inFlight.claims())).containsExactly(critique.claim());
    }

    private void awaitEnd() {
        await().atMost(SOON).until(() -> slots.taken() == 0);
    }

    private LanguageModel untilInterrupted(ModelCallException failure) {
        return _ -> {
            asked.countDown();
            try {
                Thread.sleep(SOON);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw failure;
        };
    }

    private static CritiqueMaterial material() {
        return new CritiqueMaterial("How many?", List.of(new Exchange(0, "prompt", "reply")));
    }

    @Test
    void shouldChargeNothingForACritiqueThatIsStoppedBeforeItsCall() throws InterruptedException {
        // given
        CountDownLatch stopped = new CountDownLatch(1);

        // when
        launch(
                _ -> {
                    asked.countDown();
                    try {
                        stopped.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("interrupted while reading");
                },
                _ -> REPLY);
        stopOnceAsked();
        awaitEnd();

        // then
        assertThat(released).containsExactly(CritiqueRelease.uncalled(critique.claim(), Duration.ZERO));
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldChargeNothingForACallThatWasStoppedWhileItWaitedForALimit() throws InterruptedException {
        // when
        launch(
                _ -> material(),
                untilInterrupted(new ModelCallException(Code.INTERRUPTED, "while it waited").asUnbilled()));
        stopOnceAsked();
        awaitEnd();

        // then
        assertThat(released).containsExactly(CritiqueRelease.uncalled(critique.claim(), Duration.ZERO));
    }

    @Test
    void shouldCountACallThatWasBrokenOff() throws InterruptedException {
        // when
        launch(_ -> material(), untilInterrupted(new ModelCallException(Code.INTERRUPTED, "while it was read")));
        stopOnceAsked();
        awaitEnd();

        // then
        assertThat(released).containsExactly(CritiqueRelease.brokenOff(critique.claim()));
    }

    @Test
    void shouldStoreAReplyThatCameWhileItWasBeingStopped() throws InterruptedException {
        // given
        CountDownLatch stopped = new CountDownLatch(1);

        // when
        launch(_ -> material(), _ -> {
            asked.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return REPLY;
        });
        stopOnceAsked();
        awaitEnd();

        // then
        assertThat(stored).singleElement().satisfies(end -> {
            assertThat(end.status()).isEqualTo(TurnStatus.COMPLETED);
            assertThat(end.usage()).isEqualTo(USAGE);
        });
        assertThat(released).isEmpty();
    }

    @Test
    void shouldKeepWhatAFailedCallUsed() {
        // when
        launch(_ -> material(), _ -> {
            throw new ModelCallException(Code.REFUSED, "no").withUsage(USAGE);
        });
        awaitEnd();

        // then
        assertThat(stored).singleElement().satisfies(end -> {
            assertThat(end.errorCode()).isEqualTo("REFUSED");
            assertThat(end.usage()).isEqualTo(USAGE);
            assertThat(end.cost()).isEqualByComparingTo(COST);
            assertThat(end.charged()).isTrue();
        });
    }

    @Test
    void shouldTellWhatACallUsedThatIsMadeAgain() {
        // when
        launch(_ -> material(), _ -> {
            throw new ModelCallException(Code.EMPTY_REPLY, "empty").withUsage(USAGE);
        });
        awaitEnd();

        // then
        assertThat(released).singleElement().satisfies(release -> {
            assertThat(release.failed()).isTrue();
            assertThat(release.usage()).isEqualTo(USAGE);
            assertThat(release.cost()).isEqualByComparingTo(COST);
        });
    }

    @Test
    void shouldFailACritiqueWhoseMaterialCannotBeRead() {
        // when
        launch(
                _ -> {
                    throw new IllegalStateException("no such problem");
                },
                _ -> REPLY);
        awaitEnd();

        // then
        assertThat(stored).singleElement().satisfies(end -> {
            assertThat(end.errorCode()).isEqualTo(Critic.INTERNAL_ERROR);
            assertThat(end.charged()).isFalse();
        });
    }

    @Test
    void shouldGiveBackWhatALimitHolds() {
        // when
        launch(_ -> material(), _ -> {
            throw ModelCallException.heldBack(Code.LIMIT_REACHED, "too many wait", Duration.ofDays(7));
        });
        awaitEnd();

        // then
        assertThat(released).containsExactly(CritiqueRelease.uncalled(critique.claim(), Duration.ofMinutes(5)));
    }
}

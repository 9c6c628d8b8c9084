package org.openstrawberry.generator.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.Replied;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnClaim;
import org.openstrawberry.store.turn.TurnRelease;

class TurnLauncherTest {
    private static final String GIVEN_BACK = "given back";

    private final InFlightTurns inFlight = new InFlightTurns();
    private final Map<TurnClaim, String> ends = new ConcurrentHashMap<>();
    private final TransientRetry retry =
            new TransientRetry(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), TransientFailures::isTransient);

    private final TurnEnding ending = new TurnEnding() {
        @Override
        public void store(InFlightTurn turn, History history, Ended outcome) {
            ends.merge(
                    turn.claim(),
                    switch (outcome) {
                        case Replied replied -> replied.reply().text();
                        case Failed failed -> failed.errorCode();
                    },
                    (first, second) -> first + " and " + second);
        }

        @Override
        public void giveBack(InFlightTurn turn, TurnRelease release) {
            ends.put(turn.claim(), GIVEN_BACK + (release.charged() ? " after a call" : ""));
        }
    };

    private TurnLauncher launcher(Function<List<ClaimedTurn>, List<Ingredients>> reader) {
        ModelCaller caller = new ModelCaller(
                _ -> call -> new ModelReply("reply", Usage.UNKNOWN, FinishReason.STOP, null, Duration.ZERO, 1),
                System::nanoTime);
        return new TurnLauncher(
                inFlight, reader, retry, new TurnRunner(caller, ending, new RepeatedCalls(3, Duration.ZERO)), ending);
    }

    private static List<Ingredients> ingredients(List<ClaimedTurn> turns) {
        return turns.stream().map(_ -> SampleTurns.ingredients()).toList();
    }

    private void awaitEnds(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> ends.size() == count);
    }

    @Test
    void shouldRunEveryTurnOnce() {
        // when
        launcher(TurnLauncherTest::ingredients).launch(SampleTurns.turns(300));

        // then
        awaitEnds(300);
        assertThat(ends.values()).containsOnly("reply");
        assertThat(inFlight.size()).isEqualTo(300);
    }

    @Test
    void shouldWaitForADatabaseThatIsAway() {
        // given
        AtomicInteger tries = new AtomicInteger();

        // when
        launcher(turns -> {
                    if (tries.incrementAndGet() < 4) {
                        throw new StoreException("away", new SQLException("away", "57P01"));
                    }
                    return ingredients(turns);
                })
                .launch(SampleTurns.turns(2));

        // then
        awaitEnds(2);
        assertThat(ends.values()).containsOnly("reply");
        assertThat(tries).hasValue(4);
    }

    @Test
    void shouldFailOnlyTheTurnThatCannotBePrepared() {
        // given
        List<ClaimedTurn> turns = SampleTurns.turns(5);
        ClaimedTurn bad = turns.get(3);

        // when
        launcher(some -> {
                    if (some.contains(bad)) {
                        throw new IllegalStateException("there is no such run");
                    }
                    return ingredients(some);
                })
                .launch(turns);

        // then
        awaitEnds(5);
        assertThat(ends).containsEntry(bad.claim(), "INTERNAL_ERROR");
        assertThat(ends.values().stream().filter("reply"::equals)).hasSize(4);
    }

    @Test
    void shouldRunTheOthersBesideEachOtherWhenOneTurnCannotBePrepared() {
        // given calls that only end when all of them run
        CountDownLatch running = new CountDownLatch(4);
        ModelCaller caller = new ModelCaller(
                _ -> _ -> {
                    running.countDown();
                    awaitUninterruptibly(running);
                    return new ModelReply("reply", Usage.UNKNOWN, FinishReason.STOP, null, Duration.ZERO, 1);
                },
                System::nanoTime);
        List<ClaimedTurn> turns = SampleTurns.turns(5);
        ClaimedTurn bad = turns.get(3);

        // when
        new TurnLauncher(
                        inFlight,
                        some -> {
                            if (some.contains(bad)) {
                                throw new IllegalStateException("there is no such run");
                            }
                            return ingredients(some);
                        },
                        retry,
                        new TurnRunner(caller, ending, new RepeatedCalls(3, Duration.ZERO)),
                        ending)
                .launch(turns);

        // then
        awaitEnds(5);
        assertThat(ends.values().stream().filter("reply"::equals)).hasSize(4);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Test
    void shouldGiveBackWhatCannotBePreparedWhenTheServiceStops() {
        // given
        retry.stop();

        // when
        launcher(_ -> {
                    throw new StoreException("away", new SQLException("away", "57P01"));
                })
                .launch(SampleTurns.turns(3));

        // then
        awaitEnds(3);
        assertThat(ends.values()).containsOnly(GIVEN_BACK);
    }
}

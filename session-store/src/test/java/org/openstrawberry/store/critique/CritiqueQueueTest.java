package org.openstrawberry.store.critique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.Sql;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class CritiqueQueueTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int CAP = 3;

    @Inject
    CritiqueQueue queue;

    @Inject
    CritiqueLeases leases;

    @Inject
    CritiqueCompleter completer;

    @Inject
    CritiqueReaper reaper;

    @Inject
    Fixture fixture;

    @Inject
    Ids ids;

    @Inject
    Sql sql;

    UUID run = new UUID(0, 0);
    UUID trace = new UUID(0, 0);

    @BeforeEach
    void clear() {
        fixture.clear();
        run = fixture.run(RunStatus.RUNNING);
        trace = fixture.traces(run, 1, TraceStatus.AWAITING_CRITIQUE).getFirst();
        sql.execute("UPDATE trace SET turn_count = 3, status_since = now() - interval '1 minute'");
    }

    @Test
    void shouldMakeAndClaimACritiqueOnceAlthoughItIsAskedForTwice() {
        // when
        CritiqueDraft draft = draft(trace, 2);
        List<ClaimedCritique> first =
                queue.claimNew(List.of(draft, draft(trace, 2), draft(UUID.randomUUID(), 2)), "me", LEASE, CAP);
        List<ClaimedCritique> second = queue.claimNew(List.of(draft(trace, 2)), "other", LEASE, CAP);

        // then
        assertThat(first).singleElement().satisfies(claimed -> {
            assertThat(claimed.claim().attempt()).isEqualTo(1);
            assertThat(claimed.traceId()).isEqualTo(trace);
            assertThat(claimed.runId()).isEqualTo(run);
            assertThat(claimed.problemId()).isEqualTo(fixture.problem(run));
            assertThat(claimed.traceSeed()).isEqualTo(7);
            assertThat(claimed.afterTurn()).isEqualTo(2);
            assertThat(claimed.window()).isEqualTo(new Window(0, 2));
            assertThat(claimed.model()).isEqualTo("openai:critic");
        });
        assertThat(second).isEmpty();
        assertThat(queue.insertMissing(List.of(draft(trace, 2)))).isZero();
        assertThat(sql.count("SELECT count(*) FROM critique")).isEqualTo(1);
    }

    @Test
    void shouldClaimEachCritiqueOnceWhateverTheNumberOfVerifiers() throws Exception {
        // given
        List<UUID> traces = fixture.traces(run, 100, TraceStatus.AWAITING_CRITIQUE);
        List<Callable<List<ClaimedCritique>>> verifiers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String owner = "verifier-" + i;
            boolean byName = i % 2 == 0;
            verifiers.add(() -> {
                List<ClaimedCritique> mine = new ArrayList<>();
                List<UUID> order = byName ? traces : traces.reversed();
                for (int from = 0; from < order.size(); from += 10) {
                    List<CritiqueDraft> drafts = order.subList(from, from + 10).stream()
                            .map(id -> draft(id, 2))
                            .toList();
                    if (byName) {
                        mine.addAll(queue.claimNew(drafts, owner, LEASE, CAP));
                    } else {
                        queue.insertMissing(drafts);
                        mine.addAll(queue.claimLapsedAndWaiting(10, owner, LEASE, CAP)
                                .claimed());
                    }
                }
                return mine;
            });
        }

        // when
        List<ClaimedCritique> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(verifiers.size())) {
            for (Future<List<ClaimedCritique>> verifier : threads.invokeAll(verifiers)) {
                claimed.addAll(verifier.get());
            }
        }
        claimed.addAll(queue.claimLapsedAndWaiting(100, "last", LEASE, CAP).claimed());

        // then
        assertThat(claimed)
                .extracting(ClaimedCritique::traceId)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(traces);
    }

    @Test
    void shouldClaimWhatWaits() {
        // given
        assertThat(queue.insertMissing(List.of(draft(trace, 2)))).isEqualTo(1);

        // when
        WaitingCritiques waiting = queue.claimLapsedAndWaiting(9, "me", LEASE, CAP);

        // then
        assertThat(waiting.ended()).isEmpty();
        assertThat(waiting.claimed())
                .extracting(ClaimedCritique::traceId, ClaimedCritique::window)
                .containsExactly(tuple(trace, new Window(0, 2)));
        assertThat(queue.claimLapsedAndWaiting(9, "me", LEASE, CAP).claimed()).isEmpty();
        assertThat(queue.claimLapsedAndWaiting(0, "me", LEASE, CAP).claimed()).isEmpty();
    }

    @Test
    void shouldHandALapsedCritiqueOnUntilTheCapAndThenGiveItUp() {
        // given
        UUID id = claim().critiqueId();
        for (int attempt = 2; attempt <= CAP; attempt++) {
            lapse();
            assertThat(queue.claimLapsedAndWaiting(9, "me", LEASE, CAP).claimed())
                    .extracting(ClaimedCritique::claim)
                    .containsExactly(new CritiqueClaim(id, attempt));
        }
        lapse();
        assertThat(queue.claimNew(List.of(draft(trace, 2)), "me", LEASE, CAP)).isEmpty();

        // when
        WaitingCritiques waiting = queue.claimLapsedAndWaiting(9, "me", LEASE, CAP);

        // then
        assertThat(waiting.claimed()).isEmpty();
        assertThat(waiting.ended()).singleElement().satisfies(ended -> {
            assertThat(ended.critiqueId()).isEqualTo(id);
            assertThat(ended.outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
            assertThat(ended.toEvent().traceId()).isEqualTo(trace);
            assertThat(ended.toEvent().toTurn()).isEqualTo(2);
        });
        assertThat(sql.row("SELECT status, outcome, error_code FROM critique"))
                .containsEntry("status", "POISONED")
                .containsEntry("outcome", "UNKNOWN")
                .containsEntry("error_code", "LEASE_EXPIRED");
        assertThat(complete(new CritiqueClaim(id, CAP))).isEmpty();
        assertThat(reaper.findFinishedForWaiting(Duration.ZERO, 9))
                .extracting(EndedCritique::critiqueId)
                .containsExactly(id);
    }

    @Test
    void shouldClaimALapsedOneWhenItsEventComesAgain() {
        // given
        UUID id = claim().critiqueId();
        lapse();

        // when, then
        assertThat(queue.claimNew(List.of(draft(trace, 2)), "other", LEASE, CAP))
                .extracting(ClaimedCritique::claim)
                .containsExactly(new CritiqueClaim(id, 2));
        assertThat(sql.count("SELECT reaped FROM critique")).isEqualTo(1);
    }

    @Test
    void shouldLetPausedOnesWait() {
        // given
        sql.execute("UPDATE trace SET paused = true");

        // when, then
        assertThat(queue.claimNew(List.of(draft(trace, 2)), "me", LEASE, CAP)).isEmpty();
        assertThat(sql.row("SELECT status FROM critique")).containsEntry("status", "PENDING");
        assertThat(queue.claimLapsedAndWaiting(9, "me", LEASE, CAP).claimed()).isEmpty();

        // when the trace goes on but its run is paused, then
        sql.execute("UPDATE trace SET paused = false");
        sql.execute("UPDATE run SET status = 'PAUSED'");
        assertThat(queue.claimLapsedAndWaiting(9, "me", LEASE, CAP).claimed()).isEmpty();

        // when that goes on too, then
        sql.execute("UPDATE run SET status = 'RUNNING'");
        assertThat(queue.claimLapsedAndWaiting(9, "me", LEASE, CAP).claimed()).hasSize(1);
    }

    @Test
    void shouldEndWhatNobodyWantsAnyMore() {
        // given
        queue.insertMissing(List.of(draft(trace, 2)));
        sql.execute("UPDATE run SET status = 'CANCELLED'");

        // when
        WaitingCritiques waiting = queue.claimLapsedAndWaiting(9, "me", LEASE, CAP);

        // then
        assertThat(waiting.claimed()).isEmpty();
        assertThat(waiting.ended()).hasSize(1);
        assertThat(sql.row("SELECT status FROM critique")).containsEntry("status", "CANCELLED");
    }

    @Test
    void shouldStillMakeTheCritiqueOfATraceThatIsOver() {
        // given
        queue.insertMissing(List.of(draft(trace, 2)));
        sql.execute("UPDATE trace SET status = 'FINISHED', end_reason = 'FINAL_ANSWER', paused = true");
        sql.execute("UPDATE run SET status = 'FINISHED'");

        // when, then
        assertThat(queue.claimLapsedAndWaiting(9, "me", LEASE, CAP).claimed()).hasSize(1);
    }

    @Test
    void shouldRenewAndGiveBackOnlyWhatIsHeld() {
        // given
        CritiqueClaim held = claim();
        CritiqueClaim stale = new CritiqueClaim(held.critiqueId(), 7);

        // when, then
        assertThat(leases.renew(List.of(held, stale), Duration.ofMinutes(5))).containsExactly(held);
        assertThat(sql.count("SELECT count(*) FROM critique WHERE lease_until > now() + interval '4 minutes'"))
                .isEqualTo(1);
        assertThat(leases.release(List.of(CritiqueRelease.brokenOff(held), CritiqueRelease.brokenOff(stale))))
                .containsExactly(held);
        assertThat(leases.renew(List.of(held), LEASE)).isEmpty();
        assertThat(sql.row("SELECT status, reaped FROM critique"))
                .containsEntry("status", "PENDING")
                .containsEntry("reaped", 0);
    }

    @Test
    void shouldNotRenewWhatIsNotWanted() {
        // given
        CritiqueClaim held = claim();
        sql.execute("UPDATE run SET status = 'CANCELLED'");

        // when, then
        assertThat(leases.renew(List.of(held), LEASE)).isEmpty();
    }

    @Test
    void shouldStoreTheCritiqueAndWhatItUsedWithoutTouchingTheSumsOfTheTrace() {
        // given
        CritiqueClaim claim = claim();

        // when
        List<EndedCritique> ended = complete(claim);

        // then
        assertThat(ended).singleElement().satisfies(critique -> {
            assertThat(critique.outcome()).isEqualTo(CritiqueOutcome.FAIL);
            assertThat(critique.score()).isEqualTo(0.25);
            assertThat(critique.firstWrongTurn()).isEqualTo(1);
            assertThat(critique.runId()).isEqualTo(run);
        });
        assertThat(sql.row("SELECT * FROM critique"))
                .containsEntry("status", "COMPLETED")
                .containsEntry("outcome", "FAIL")
                .containsEntry("text", "Turn 1 adds wrongly.")
                .containsEntry("raw_reply", "raw")
                .containsEntry("input_tokens", 100)
                .containsEntry("cached_tokens", null)
                .containsEntry("cache_written_tokens", 60)
                .containsEntry("output_tokens", 20)
                .containsEntry("reasoning_tokens", null)
                .containsEntry("latency_millis", 50L)
                .containsEntry("lease_owner", null);
        assertThat(sql.row("SELECT * FROM trace")).containsEntry("calls", 0).containsEntry("output_tokens", 0L);
        assertThat(sql.count("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void shouldRefuseALateFinisherAndStoreAnEarlyOneOnce() {
        // given
        CritiqueClaim first = claim();
        lapse();
        CritiqueClaim second = queue.claimLapsedAndWaiting(1, "other", LEASE, CAP)
                .claimed()
                .getFirst()
                .claim();

        // when, then
        assertThat(complete(first)).isEmpty();
        assertThat(complete(second)).hasSize(1);
        assertThat(complete(second)).isEmpty();
    }

    @Test
    void shouldStoreAReplyThatComesAfterTheCritiqueWasGivenBack() {
        // given
        CritiqueClaim claim = claim();
        leases.release(List.of(CritiqueRelease.brokenOff(claim)));

        // when, then
        assertThat(complete(claim)).hasSize(1);
    }

    @Test
    void shouldStoreAFailureAsUnknown() {
        // when
        List<EndedCritique> ended = completer.complete(List.of(failed(claim(), CritiqueOutcome.UNKNOWN, "TIMEOUT")));

        // then
        assertThat(ended).extracting(EndedCritique::outcome).containsExactly(CritiqueOutcome.UNKNOWN);
        assertThat(sql.row("SELECT status, error_code FROM critique"))
                .containsEntry("status", "FAILED")
                .containsEntry("error_code", "TIMEOUT");
    }

    @Test
    void shouldRefuseAFailureThatPasses() {
        CritiqueClaim claim = new CritiqueClaim(UUID.randomUUID(), 1);
        assertThatThrownBy(() -> failed(claim, CritiqueOutcome.PASS, "TIMEOUT"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> failed(claim, CritiqueOutcome.UNKNOWN, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFindTracesThatWaitForACritiqueInVain() {
        // given
        UUID fresh = fixture.traces(run, 1, TraceStatus.AWAITING_CRITIQUE).getFirst();
        assertThat(reaper.findUnstarted(Duration.ofSeconds(10), 9))
                .containsExactly(new AwaitedCritique(trace, run, 7, 2, false));

        // when an older critique of the trace exists, it is not the one that is waited for
        queue.insertMissing(List.of(draft(trace, 1)));
        assertThat(reaper.findUnstarted(Duration.ofSeconds(10), 9)).hasSize(1);
        queue.insertMissing(List.of(draft(trace, 2), draft(fresh, 0)));

        // then
        assertThat(reaper.findUnstarted(Duration.ofSeconds(10), 9)).isEmpty();
        assertThat(reaper.findFinishedForWaiting(Duration.ZERO, 9)).isEmpty();
    }

    @Test
    void shouldFindFinishedCritiquesWhoseTracesStillWait() {
        // given
        CritiqueClaim claim = claim();
        complete(claim);

        // when, then
        assertThat(reaper.findFinishedForWaiting(Duration.ofSeconds(10), 9)).isEmpty();
        sql.execute("UPDATE critique SET completed_at = now() - interval '20 seconds'");
        assertThat(reaper.findFinishedForWaiting(Duration.ofSeconds(10), 9))
                .extracting(EndedCritique::critiqueId)
                .containsExactly(claim.critiqueId());
        sql.execute("UPDATE trace SET status = 'AWAITING_TURN'");
        assertThat(reaper.findFinishedForWaiting(Duration.ofSeconds(10), 9)).isEmpty();
    }

    private CritiqueDraft draft(UUID ofTrace, int afterTurn) {
        return new CritiqueDraft(ids.next(), ofTrace, afterTurn, new Window(0, afterTurn), "openai:critic");
    }

    private CritiqueClaim claim() {
        return queue.claimNew(List.of(draft(trace, 2)), "me", LEASE, CAP)
                .getFirst()
                .claim();
    }

    private void lapse() {
        sql.execute("UPDATE critique SET lease_until = now() - interval '1 second' WHERE status = 'RUNNING'");
    }

    private List<EndedCritique> complete(CritiqueClaim claim) {
        return completer.complete(List.of(new CritiqueCompletion(
                claim,
                TurnStatus.COMPLETED,
                CritiqueOutcome.FAIL,
                0.25,
                1,
                "Turn 1 adds wrongly.",
                "raw",
                new Usage(100, null, 60, 20, null),
                new BigDecimal("0.01"),
                true,
                50,
                null,
                null)));
    }

    private static CritiqueCompletion failed(CritiqueClaim claim, CritiqueOutcome outcome, @Nullable String errorCode) {
        return new CritiqueCompletion(
                claim,
                TurnStatus.FAILED,
                outcome,
                null,
                null,
                null,
                null,
                Usage.UNKNOWN,
                null,
                false,
                50,
                errorCode,
                "detail");
    }
}

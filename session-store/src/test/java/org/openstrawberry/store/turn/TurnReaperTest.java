package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class TurnReaperTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int CAP = 3;

    @Inject
    TurnQueue queue;

    @Inject
    TurnReleaser releaser;

    @Inject
    TurnReaper reaper;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Test
    void shouldLeaveAloneWhatIsStillHeld() {
        // given
        queue.claim(List.of(fixture.waitingTurn(fixture.run(RunStatus.RUNNING))), "me", LEASE);

        // when, then
        assertThat(reaper.reapLapsed(9, CAP)).isEmpty();
    }

    @Test
    void shouldHandALapsedTurnOnUntilTheCapAndThenPoisonIt() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        UUID turn = fixture.waitingTurn(run);

        for (int time = 1; time <= CAP; time++) {
            // when
            assertThat(queue.claim(List.of(turn), "me", LEASE)).hasSize(1);
            lapse();
            List<ReapedTurn> reaped = reaper.reapLapsed(9, CAP);

            // then
            int attempt = time;
            assertThat(reaped).singleElement().satisfies(taken -> {
                assertThat(taken.turnId()).isEqualTo(turn);
                assertThat(taken.runId()).isEqualTo(run);
                assertThat(taken.attempt()).isEqualTo(attempt);
                assertThat(taken.model()).isEqualTo(Fixture.MODEL);
                assertThat(taken.status()).isEqualTo(attempt < CAP ? TurnStatus.PENDING : TurnStatus.POISONED);
            });
        }
        assertThat(sql.row("SELECT * FROM turn"))
                .containsEntry("status", "POISONED")
                .containsEntry("reaped", CAP)
                .containsEntry("error_code", "LEASE_EXPIRED")
                .containsEntry("lease_owner", null)
                .doesNotContainEntry("completed_at", null);
        assertThat(queue.claim(List.of(turn), "me", LEASE)).isEmpty();
        assertThat(reaper.reapLapsed(9, CAP)).isEmpty();
    }

    @Test
    void shouldNotCountReleasesTowardsTheCap() {
        // given
        UUID turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        for (int attempt = 1; attempt <= CAP; attempt++) {
            queue.claim(List.of(turn), "me", LEASE);
            releaser.release(List.of(TurnRelease.uncalled(new TurnClaim(turn, attempt))));
        }
        queue.claim(List.of(turn), "me", LEASE);
        lapse();

        // when, then
        assertThat(reaper.reapLapsed(9, CAP))
                .singleElement()
                .extracting(ReapedTurn::status)
                .isEqualTo(TurnStatus.PENDING);
    }

    @Test
    void shouldCancelALapsedTurnWhoseTraceIsOver() {
        // given a turn on its last life, whose trace was cancelled while it ran
        UUID turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        queue.claim(List.of(turn), "me", LEASE);
        sql.execute("UPDATE turn SET reaped = ?", CAP - 1);
        finishTraces();
        lapse();

        // when
        List<ReapedTurn> reaped = reaper.reapLapsed(9, CAP);

        // then
        assertThat(reaped).singleElement().extracting(ReapedTurn::status).isEqualTo(TurnStatus.CANCELLED);
        assertThat(sql.row("SELECT * FROM turn"))
                .containsEntry("status", "CANCELLED")
                .containsEntry("error_code", null)
                .doesNotContainEntry("completed_at", null);
    }

    @Test
    void shouldCancelAReleasedTurnWhoseTraceIsOver() {
        // given
        UUID turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        queue.claim(List.of(turn), "me", LEASE);
        finishTraces();

        // when
        releaser.release(List.of(TurnRelease.uncalled(new TurnClaim(turn, 1))));

        // then
        assertThat(sql.row("SELECT * FROM turn"))
                .containsEntry("status", "CANCELLED")
                .doesNotContainEntry("completed_at", null);
    }

    @Test
    void shouldWithdrawOnlyTurnsThatWait() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        UUID waiting = fixture.waitingTurn(run);
        UUID claimed = fixture.waitingTurn(run);
        queue.claim(List.of(claimed), "me", LEASE);

        // when
        int withdrawn = queue.withdraw(List.of(waiting, claimed));

        // then
        assertThat(withdrawn).isOne();
        assertThat(sql.row("SELECT status FROM turn WHERE id = ?", waiting)).containsEntry("status", "CANCELLED");
        assertThat(sql.row("SELECT status FROM turn WHERE id = ?", claimed)).containsEntry("status", "RUNNING");
    }

    @Test
    void shouldReapAtMostSoMany() {
        // given
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 5);
        queue.claim(turns, "me", LEASE);
        lapse();

        // when, then
        assertThat(reaper.reapLapsed(3, CAP)).hasSize(3);
        assertThat(reaper.reapLapsed(3, CAP)).hasSize(2);
    }

    @Test
    void shouldMarkTurnsThatNobodyTookUpAsAnnouncedAgain() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        UUID unheard = fixture.waitingTurn(run);
        UUID paused = fixture.waitingTurn(run);
        UUID later = fixture.waitingTurn(run);
        UUID taken = fixture.waitingTurn(run);
        sql.execute("UPDATE turn SET announced_at = now() - interval '11 seconds'");
        UUID fresh = fixture.waitingTurn(run);
        sql.execute("UPDATE trace SET paused = true WHERE id = ?", fixture.traceOf(paused));
        sql.execute("UPDATE turn SET visible_at = now() + interval '1 hour' WHERE id = ?", later);
        queue.claim(List.of(taken), "me", LEASE);

        // when
        List<ReapedTurn> marked = reaper.markUnheard(Duration.ofSeconds(10), 9);

        // then
        assertThat(marked)
                .extracting(ReapedTurn::turnId)
                .containsExactly(unheard)
                .doesNotContain(fresh);
        assertThat(reaper.markUnheard(Duration.ofSeconds(10), 9)).isEmpty();
    }

    @Test
    void shouldFindTurnsThatEndedWithoutTheirTraceTakingThemIn() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        List<UUID> traces = fixture.traces(run, 4, TraceStatus.AWAITING_TURN);
        UUID unfolded = fixture.turn(traces.get(0), 0, TurnStatus.COMPLETED);
        fixture.turn(traces.get(1), 0, TurnStatus.COMPLETED);
        fixture.turn(traces.get(1), 1, TurnStatus.PENDING);
        sql.execute("UPDATE trace SET turn_count = 1 WHERE id = ?", traces.get(1));
        fixture.turn(traces.get(2), 0, TurnStatus.PENDING);
        sql.execute("UPDATE turn SET completed_at = now() - interval '1 minute' WHERE status = 'COMPLETED'");
        fixture.turn(traces.get(3), 0, TurnStatus.COMPLETED);

        // when
        List<ReapedTurn> found = reaper.findUnfolded(Duration.ofSeconds(10), 9);

        // then
        assertThat(found).extracting(ReapedTurn::turnId).containsExactly(unfolded);
    }

    private void finishTraces() {
        sql.execute("UPDATE trace SET status = 'FINISHED', end_reason = 'CANCELLED'");
    }

    private void lapse() {
        sql.execute("UPDATE turn SET lease_until = now() - interval '1 second' WHERE status = 'RUNNING'");
    }
}

package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class TurnQueueTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    TurnQueue queue;

    @Inject
    TurnReleaser releaser;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Test
    void shouldClaimWithAllThatTheCallNeeds() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        UUID turn = fixture.waitingTurn(run);

        // when
        List<ClaimedTurn> claimed = queue.claim(List.of(turn), "me", LEASE);

        // then
        assertThat(claimed).singleElement().satisfies(claim -> {
            assertThat(claim.claim()).isEqualTo(new TurnClaim(turn, 1));
            assertThat(claim.runId()).isEqualTo(run);
            assertThat(claim.traceId()).isEqualTo(fixture.traceOf(turn));
            assertThat(claim.problemId()).isEqualTo(fixture.problem(run));
            assertThat(claim.traceSeed()).isEqualTo(7);
            assertThat(claim.model()).isEqualTo(Fixture.MODEL);
            assertThat(claim.kind()).isEqualTo(TurnKind.PROBLEM);
            assertThat(claim.prompt()).isEqualTo("prompt");
        });
        assertThat(sql.row("SELECT status, attempt, lease_owner, lease_until > now() AS held FROM turn"))
                .containsEntry("status", "RUNNING")
                .containsEntry("attempt", 1)
                .containsEntry("lease_owner", "me")
                .containsEntry("held", true);
        assertThat(queue.claim(List.of(turn), "other", LEASE)).isEmpty();
    }

    @Test
    void shouldClaimEachTurnOnceWhateverTheNumberOfClaimers() throws Exception {
        // given
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 500);

        // when half of the claimers go by name and half take what waits
        List<Callable<List<ClaimedTurn>>> claimers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String owner = "claimer-" + i;
            boolean byName = i % 2 == 0;
            claimers.add(() -> {
                List<ClaimedTurn> mine = new ArrayList<>();
                for (int from = 0; from < turns.size(); from += 20) {
                    mine.addAll(
                            byName
                                    ? queue.claim(turns.subList(from, from + 20), owner, LEASE)
                                    : queue.claimWaiting(20, Duration.ZERO, owner, LEASE));
                }
                return mine;
            });
        }
        List<ClaimedTurn> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(claimers.size())) {
            for (Future<List<ClaimedTurn>> claimer : threads.invokeAll(claimers)) {
                claimed.addAll(claimer.get());
            }
        }
        claimed.addAll(queue.claimWaiting(500, Duration.ZERO, "last", LEASE));

        // then
        assertThat(claimed)
                .extracting(claim -> claim.claim().turnId())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(turns);
        assertThat(claimed)
                .allSatisfy(claim -> assertThat(claim.claim().attempt()).isEqualTo(1));
        assertThat(sql.count("SELECT count(*) FROM turn WHERE attempt <> 1")).isZero();
    }

    @Test
    void shouldNotClaimOfAPausedTrace() {
        // given
        UUID turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        sql.execute("UPDATE trace SET paused = true");

        // when, then
        assertThat(queue.claim(List.of(turn), "me", LEASE)).isEmpty();
        assertThat(queue.claimWaiting(9, Duration.ZERO, "me", LEASE)).isEmpty();

        // when it goes on, then
        sql.execute("UPDATE trace SET paused = false");
        assertThat(queue.claimWaiting(9, Duration.ZERO, "me", LEASE)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = RunStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNING")
    void shouldNotClaimOfARunThatDoesNotRun(RunStatus status) {
        // given
        UUID turn = fixture.waitingTurn(fixture.run(status));

        // when, then
        assertThat(queue.claim(List.of(turn), "me", LEASE)).isEmpty();
        assertThat(queue.claimWaiting(9, Duration.ZERO, "me", LEASE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = TraceStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "AWAITING_TURN")
    void shouldNotClaimOfATraceThatWaitsForNoTurn(TraceStatus status) {
        // given
        UUID trace = fixture.traces(fixture.run(RunStatus.RUNNING), 1, status).getFirst();
        UUID turn = fixture.turn(trace, 0, TurnStatus.PENDING);

        // when, then
        assertThat(queue.claim(List.of(turn), "me", LEASE)).isEmpty();
        assertThat(queue.claimWaiting(9, Duration.ZERO, "me", LEASE)).isEmpty();
    }

    @Test
    void shouldNotClaimBeforeItIsVisible() {
        // given
        UUID turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        sql.execute("UPDATE turn SET visible_at = now() + interval '1 hour'");

        // when, then
        assertThat(queue.claim(List.of(turn), "me", LEASE)).isEmpty();
        assertThat(queue.claimWaiting(9, Duration.ZERO, "me", LEASE)).isEmpty();
    }

    @Test
    void shouldTakeTheLongestWaitingThatHaveWaitedLongEnough() {
        // given
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 3);
        sql.execute("UPDATE turn SET visible_at = now() - interval '1 minute' WHERE id = ?", turns.get(1));
        sql.execute("UPDATE turn SET visible_at = now() - interval '2 minutes' WHERE id = ?", turns.get(2));

        // when, then
        assertThat(queue.claimWaiting(0, Duration.ZERO, "me", LEASE)).isEmpty();
        assertThat(queue.claimWaiting(1, Duration.ofSeconds(30), "me", LEASE))
                .extracting(claimed -> claimed.claim().turnId())
                .containsExactly(turns.get(2));
        assertThat(queue.claimWaiting(9, Duration.ofSeconds(30), "me", LEASE))
                .extracting(claimed -> claimed.claim().turnId())
                .containsExactly(turns.get(1));
    }

    @Test
    void shouldRenewOnlyWhatIsHeldAndWanted() {
        // given
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 4);
        queue.claim(turns, "me", Duration.ofSeconds(1));
        sql.execute("UPDATE turn SET attempt = 2 WHERE id = ?", turns.get(1));
        releaser.release(List.of(TurnRelease.uncalled(new TurnClaim(turns.get(2), 1))));
        sql.execute(
                "UPDATE trace SET status = 'FINISHED', end_reason = 'CANCELLED' WHERE id = ?",
                fixture.traceOf(turns.get(3)));

        // when
        var renewed =
                queue.renew(turns.stream().map(turn -> new TurnClaim(turn, 1)).toList(), Duration.ofMinutes(5));

        // then
        assertThat(renewed).containsExactly(new TurnClaim(turns.getFirst(), 1));
        assertThat(sql.rows("SELECT id FROM turn WHERE lease_until > now() + interval '4 minutes'"))
                .extracting(row -> row.get("id"))
                .containsExactly(turns.getFirst());
    }

    @Test
    void shouldGiveBackForLaterWithoutCountingALapsedLease() {
        // given
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 2);
        queue.claim(turns, "me", LEASE);

        // when
        releaser.release(List.of(
                TurnRelease.uncalled(new TurnClaim(turns.get(0), 1), Duration.ofMinutes(1)),
                TurnRelease.uncalled(new TurnClaim(turns.get(1), 1))));

        // then
        assertThat(queue.claim(turns, "other", LEASE))
                .extracting(ClaimedTurn::claim)
                .containsExactly(new TurnClaim(turns.get(1), 2));
        assertThat(sql.rows("SELECT id FROM turn WHERE visible_at > now() + interval '50 seconds'"))
                .extracting(row -> row.get("id"))
                .containsExactly(turns.get(0));
        assertThat(sql.count("SELECT sum(reaped) FROM turn")).isZero();
    }

    @Test
    void shouldGiveBackForOthersToClaimAtOnce() {
        // given
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 2);
        queue.claim(turns, "me", LEASE);

        // when
        var released = releaser.release(List.of(
                TurnRelease.uncalled(new TurnClaim(turns.get(0), 1)),
                TurnRelease.uncalled(new TurnClaim(turns.get(1), 7))));

        // then
        assertThat(released).containsExactly(turns.get(0));
        assertThat(queue.claim(turns, "other", LEASE))
                .extracting(ClaimedTurn::claim)
                .containsExactly(new TurnClaim(turns.get(0), 2));
        assertThat(sql.count("SELECT sum(reaped) FROM turn")).isZero();
    }
}

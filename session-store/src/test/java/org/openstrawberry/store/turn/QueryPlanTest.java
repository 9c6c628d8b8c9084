package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;

/** What claiming costs must not grow with the turns that are over. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class QueryPlanTest {
    private static final int FINISHED = 20_000;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    UUID waiting = new UUID(0, 0);

    @BeforeEach
    void fill() {
        fixture.clear();
        UUID run = fixture.run(RunStatus.RUNNING);
        UUID finished = fixture.traces(run, 1, TraceStatus.FINISHED).getFirst();
        sql.execute("""
                INSERT INTO turn (id, trace_id, index, kind, prompt, status, reply, completed_at)
                SELECT gen_random_uuid(), ?, i, 'NEXT', 'prompt', 'COMPLETED', 'reply', now()
                FROM generate_series(1, ?) AS i
                """, finished, FINISHED);
        UUID trace = fixture.traces(run, 1, TraceStatus.AWAITING_TURN).getFirst();
        waiting = fixture.turn(trace, 0, TurnStatus.PENDING);
        UUID poor = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(poor, 20);
        fixture.budget(poor, 50L, null);
        sql.execute("ANALYZE turn, trace, run, budget");
    }

    @Test
    void shouldFindWaitingTurnsByThePartialIndex() {
        assertThat(plan(TurnQueue.CLAIM_WAITING_SQL, 250L, 10, "me", 30_000L))
                .contains("turn_claimable")
                .doesNotContain("Seq Scan on turn");
    }

    @Test
    void shouldFindNamedTurnsByAnIndex() {
        String named = TurnQueue.CLAIM_NAMED_SQL.replaceFirst("\\?", "ARRAY['" + waiting + "']::uuid[]");
        assertThat(plan(named, 10, "me", 30_000L))
                .containsAnyOf("turn_pkey", "turn_claimable")
                .doesNotContain("Seq Scan on turn");
    }

    @Test
    void shouldFindLapsedLeasesByThePartialIndex() {
        assertThat(plan(TurnReaper.REAP_SQL, 3, 10)).contains("turn_leased").doesNotContain("Seq Scan on turn");
    }

    private String plan(String statement, @Nullable Object... parameters) {
        List<String> lines = sql.rows("EXPLAIN " + statement, parameters).stream()
                .map(row -> String.valueOf(row.get("QUERY PLAN")))
                .toList();
        return lines.stream().collect(Collectors.joining("\n"));
    }
}

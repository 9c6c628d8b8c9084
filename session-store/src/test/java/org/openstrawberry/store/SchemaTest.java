package org.openstrawberry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.embedded.testing.PostgresResource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class SchemaTest {
    @Inject
    Sql sql;

    @Inject
    Fixture fixture;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String jdbcUrl;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Test
    void shouldMigrateAnEmptyDatabase() {
        // given
        String name = "empty_" + UUID.randomUUID().toString().replace("-", "");
        sql.execute("CREATE DATABASE " + name);
        Flyway flyway = Flyway.configure()
                .dataSource(jdbcUrl.replaceAll("/[^/?]+(\\?.*)?$", "/" + name), user, password)
                .load();

        // when
        int first = flyway.migrate().migrationsExecuted;
        int second = flyway.migrate().migrationsExecuted;

        // then
        assertThat(first).isPositive();
        assertThat(second).isZero();
        assertThatCode(flyway::validate).doesNotThrowAnyException();
    }

    @Test
    void shouldHaveOneTraceForEachSampleOfAProblem() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        fixture.traces(run, 1, TraceStatus.QUEUED);

        // when, then
        refuses("trace_run_id_problem_id_sample_key", """
                INSERT INTO trace (id, run_id, problem_id, sample, seed, status) VALUES (?, ?, ?, 0, 1, 'QUEUED')
                """, UUID.randomUUID(), run, fixture.problem(run));
    }

    @Test
    void shouldHaveOneTurnForEachIndexOfATrace() {
        // given
        UUID trace = fixture.traces(fixture.run(RunStatus.RUNNING), 1, TraceStatus.AWAITING_TURN)
                .getFirst();
        fixture.turn(trace, 0, TurnStatus.COMPLETED);

        // when, then
        refuses("turn_trace_id_index_key", """
                INSERT INTO turn (id, trace_id, index, kind, prompt, status) VALUES (?, ?, 0, 'NEXT', '', 'PENDING')
                """, UUID.randomUUID(), trace);
    }

    @Test
    void shouldHaveOneVerdictForEachTrace() {
        // given
        UUID trace = fixture.traces(fixture.run(RunStatus.RUNNING), 1, TraceStatus.AWAITING_VERDICT)
                .getFirst();
        String insert = """
                INSERT INTO verdict (id, trace_id, outcome, rule, rule_version, reason)
                VALUES (?, ?, 'CORRECT', 'number', '1', 'equal')
                """;
        sql.execute(insert, UUID.randomUUID(), trace);

        // when, then
        refuses("verdict_trace_id_key", insert, UUID.randomUUID(), trace);
    }

    @Test
    void shouldHaveOneCritiqueForEachTurn() {
        // given
        UUID trace = fixture.traces(fixture.run(RunStatus.RUNNING), 1, TraceStatus.AWAITING_CRITIQUE)
                .getFirst();
        String insert = """
                INSERT INTO critique (id, trace_id, after_turn, from_turn, to_turn, model, status)
                VALUES (?, ?, 2, 0, 2, 'm', 'PENDING')
                """;
        sql.execute(insert, UUID.randomUUID(), trace);

        // when, then
        refuses("critique_trace_id_after_turn_key", insert, UUID.randomUUID(), trace);
    }

    @Test
    void shouldHaveOneRunForEachIdempotencyKey() {
        // given
        List<UUID> runs = List.of(fixture.run(RunStatus.QUEUED), fixture.run(RunStatus.QUEUED));
        String update = "UPDATE run SET idempotency_key = 'key' WHERE id = ?";
        sql.execute(update, runs.get(0));

        // when, then
        refuses("run_idempotency_key_key", update, runs.get(1));
    }

    @Test
    void shouldRefuseRowsThatContradictThemselves() {
        // given
        UUID turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        UUID trace = fixture.traceOf(turn);

        // when, then
        refuses("turn_check", "UPDATE turn SET status = 'RUNNING' WHERE id = ?", turn);
        refuses("turn_check", "UPDATE turn SET status = 'COMPLETED' WHERE id = ?", turn);
        refuses("turn_check", "UPDATE turn SET lease_until = now() WHERE id = ?", turn);
        refuses("trace_check", "UPDATE trace SET status = 'FINISHED' WHERE id = ?", trace);
        refuses("trace_check", "UPDATE trace SET end_reason = 'MAX_TURNS' WHERE id = ?", trace);
        refuses(
                "turn_trace_id_fkey",
                "INSERT INTO turn (id, trace_id, index, kind, prompt, status) VALUES (?, ?, 0, 'NEXT', '', 'PENDING')",
                UUID.randomUUID(),
                UUID.randomUUID());
    }

    private void refuses(String constraint, String statement, Object... parameters) {
        assertThatThrownBy(() -> sql.execute(statement, parameters))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(constraint);
    }
}

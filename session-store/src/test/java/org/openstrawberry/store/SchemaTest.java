package org.openstrawberry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
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
        Flyway flyway = emptyDatabase().load();

        // when
        int first = flyway.migrate().migrationsExecuted;
        int second = flyway.migrate().migrationsExecuted;

        // then
        assertThat(first).isPositive();
        assertThat(second).isZero();
        assertThatCode(flyway::validate).doesNotThrowAnyException();
    }

    @Test
    void shouldMakeZerosUnknownOfWhichNoCallOfATraceToldAnything() throws SQLException {
        // given traces from before the fifth migration: what was reported of cached and of reasoning tokens
        FluentConfiguration database = emptyDatabase();
        database.target("4").load().migrate();
        try (Connection connection = database.getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO problem_set (id, name, version, content_hash, problems)
                    SELECT gen_random_uuid(), 'set', 1, 'hash', 1;
                    INSERT INTO problem (id, problem_set_id, position, prompt, answer_type)
                    SELECT gen_random_uuid(), id, 0, 'How many?', 'NUMBER' FROM problem_set;
                    INSERT INTO run (id, problem_set_id, name, model, mode, samples_per_problem, problems, settings,
                                     status, traces_planned, request_hash)
                    SELECT gen_random_uuid(), id, 'run', 'm', 'TRACE', 4, 1, '{}', 'RUNNING', 4, 'hash' FROM problem_set;
                    INSERT INTO trace (id, run_id, problem_id, sample, seed, status, cached_tokens, reasoning_tokens)
                    SELECT gen_random_uuid(), r.id, p.id, s.sample, 7, 'QUEUED', s.cached, s.reasoning
                    FROM run r, problem p,
                         (VALUES (0, 0, 0), (1, 0, 0), (2, 9, 0), (3, 0, 0)) AS s (sample, cached, reasoning);
                    INSERT INTO turn (id, trace_id, index, kind, prompt, status, cached_tokens, reasoning_tokens)
                    SELECT gen_random_uuid(), t.id, u.index, 'NEXT', '', 'FAILED', u.cached, u.reasoning
                    FROM trace t
                    JOIN (VALUES (1, 0, NULL::integer, NULL::integer), (1, 1, 0, NULL), (2, 0, 9, NULL), (3, 0, 0, 0))
                         AS u (sample, index, cached, reasoning) ON u.sample = t.sample;
                    """);
        }

        // when
        database.target(MigrationVersion.LATEST).load().migrate();

        // then
        List<String> sums = new ArrayList<>();
        try (Connection connection = database.getDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT concat_ws(' ', coalesce(cached_tokens::text, 'unknown'),
                                              coalesce(reasoning_tokens::text, 'unknown'),
                                              coalesce(cache_written_tokens::text, 'unknown'))
                        FROM trace ORDER BY sample
                        """)) {
            while (row.next()) {
                sums.add(row.getString(1));
            }
        }
        assertThat(sums)
                .containsExactly("unknown unknown unknown", "0 unknown unknown", "9 unknown unknown", "0 0 unknown");
    }

    private FluentConfiguration emptyDatabase() {
        String name = "empty_" + UUID.randomUUID().toString().replace("-", "");
        sql.execute("CREATE DATABASE " + name);
        return Flyway.configure().dataSource(jdbcUrl.replaceAll("/[^/?]+(\\?.*)?$", "/" + name), user, password);
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

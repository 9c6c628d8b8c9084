package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class ConnectionLossTest {
    private static final String WAITING = """
            FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'WITH input AS%'
            """;

    @Inject
    TurnQueue queue;

    @Inject
    TurnCompleter completer;

    @Inject
    DataSource dataSource;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    @Test
    void shouldLeaveNothingHalfStoredWhenTheConnectionDies() throws Exception {
        // given a completion of two turns that has locked one trace and waits for the other
        fixture.clear();
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 2);
        queue.claim(turns, "me", Duration.ofSeconds(30));
        List<TurnCompletion> completions = turns.stream()
                .map(turn -> Completions.completed(new TurnClaim(turn, 1), "reply"))
                .toList();
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT id FROM trace WHERE id = '" + fixture.traceOf(turns.get(1)) + "' FOR UPDATE");
            Future<?> completing = threads.submit(() -> completer.complete(completions));
            Awaitility.await().until(() -> sql.count("SELECT count(*) " + WAITING) == 1);

            // when
            sql.rows("SELECT pg_terminate_backend(pid) " + WAITING);

            // then
            assertThatThrownBy(completing::get).isInstanceOf(ExecutionException.class);
            holder.rollback();
        }
        assertThat(sql.count("SELECT count(*) FROM turn WHERE status = 'RUNNING'"))
                .isEqualTo(2);
        assertThat(sql.count("SELECT count(*) FROM outbox")).isZero();
        assertThat(sql.count("SELECT sum(calls) + sum(event_sequence) FROM trace"))
                .isZero();

        // when it is tried again, then
        assertThat(completer.complete(completions)).hasSize(2);
        assertThat(sql.count("SELECT sum(calls) FROM trace")).isEqualTo(2);
    }
}

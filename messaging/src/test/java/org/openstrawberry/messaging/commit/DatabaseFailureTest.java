package org.openstrawberry.messaging.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.embedded.testing.SharedServers;
import org.openstrawberry.store.StoreException;

/** The classification of failures held against what the pool, the driver and the transaction manager really throw. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class DatabaseFailureTest {
    private static final String INSERT = """
            INSERT INTO outbox (event_id, run_id, trace_id, sequence, topic, payload, published_at)
            VALUES (?, ?, ?, 1, 'strawberry.turn.completed.v1', '{}', now())
            ON CONFLICT (event_id) DO NOTHING
            """;

    @Inject
    DataSource dataSource;

    @Test
    void shouldLoseNothingWhileEveryConnectionIsTerminatedAgainAndAgain() throws Exception {
        // given
        int items = 600;
        UUID run = UUID.randomUUID();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger terminated = new AtomicInteger();
        Thread terminator = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                terminated.addAndGet(terminateConnections());
            }
        });
        GroupCommitSettings settings = new GroupCommitSettings(
                "chaos", 100, 20, Duration.ofMinutes(1), new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)));
        List<CompletableFuture<UUID>> results = new ArrayList<>();

        // when
        try (GroupCommit<UUID, UUID> group =
                new GroupCommit<>(settings, ids -> insert(run, ids), TransientFailures::isTransient)) {
            for (int i = 0; i < items; i++) {
                results.add(group.submit(UUID.randomUUID()));
            }
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        } finally {
            done.set(true);
            assertThat(terminator.join(Duration.ofSeconds(10))).isTrue();
        }

        // then
        assertThat(terminated).hasPositiveValue();
        assertThat(count(run)).isEqualTo(items);
    }

    @Test
    void shouldNotRetryAViolatedConstraint() throws Exception {
        // given
        UUID run = UUID.randomUUID();
        UUID trace = UUID.randomUUID();
        try (GroupCommit<UUID, UUID> group = new GroupCommit<>(
                GroupCommitSettings.named("constraint"),
                ids -> insert(run, trace, ids),
                TransientFailures::isTransient)) {
            CompletableFuture<UUID> first = group.submit(UUID.randomUUID());

            // when: the same sequence number of the same trace again
            CompletableFuture<UUID> second = group.submit(UUID.randomUUID());

            // then
            assertThat(first.get(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(second.handle((_, failure) -> failure).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(RuntimeException.class)
                    .hasStackTraceContaining("outbox_trace_id_sequence_key");
        }
    }

    private List<UUID> insert(UUID run, List<UUID> ids) {
        return QuarkusTransaction.requiringNew().call(() -> {
            for (UUID id : ids) {
                insertOne(run, id, id);
            }
            return ids;
        });
    }

    private List<UUID> insert(UUID run, UUID trace, List<UUID> ids) {
        return QuarkusTransaction.requiringNew().call(() -> {
            for (UUID id : ids) {
                insertOne(run, trace, id);
            }
            return ids;
        });
    }

    private void insertOne(UUID run, UUID trace, UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, id);
            insert.setObject(2, run);
            insert.setObject(3, trace);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot insert", e);
        }
    }

    private static int terminateConnections() {
        try (Connection connection = DriverManager.getConnection(
                        SharedServers.jdbcUrl(), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT pg_terminate_backend(pid), pg_sleep(0.02) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)) {
            int terminated = 0;
            while (rows.next()) {
                terminated++;
            }
            return terminated;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Over a connection of its own: the pool's may all have been terminated. */
    private static long count(UUID run) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        SharedServers.jdbcUrl(), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM outbox WHERE run_id = ?")) {
            statement.setObject(1, run);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }
}

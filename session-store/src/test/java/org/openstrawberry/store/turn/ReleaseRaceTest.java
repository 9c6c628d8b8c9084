package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;

/** A turn is given back in the moment in which its trace ends or goes on. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReleaseRaceTest {
    private static final String END = "UPDATE trace SET status = 'FINISHED', end_reason = 'CANCELLED' WHERE id = ?";
    private static final String REOPEN = "UPDATE trace SET status = 'AWAITING_TURN', end_reason = NULL WHERE id = ?";

    @Inject
    TurnQueue queue;

    @Inject
    TurnReleaser releaser;

    @Inject
    DataSource dataSource;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    private UUID turn = new UUID(0, 0);

    @BeforeEach
    void claim() {
        fixture.clear();
        turn = fixture.waitingTurn(fixture.run(RunStatus.RUNNING));
        assertThat(queue.claim(List.of(turn), "me", Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void shouldEndATurnWhoseTraceIsBeingEnded() throws Exception {
        // when
        releaseDuring(END);

        // then
        assertThat(sql.row("SELECT status FROM turn")).containsEntry("status", "CANCELLED");
    }

    @Test
    void shouldLetATurnWaitWhoseTraceIsBeingReopened() throws Exception {
        // given
        sql.execute(END, fixture.traceOf(turn));

        // when
        releaseDuring(REOPEN);

        // then
        assertThat(sql.row("SELECT status FROM turn")).containsEntry("status", "PENDING");
    }

    /** Changes the trace, and commits that only when the release has met the change or has passed it by. */
    private void releaseDuring(String change) throws Exception {
        UUID trace = fixture.traceOf(turn);
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, change, trace);
            Future<?> releasing =
                    threads.submit(() -> releaser.release(List.of(TurnRelease.uncalled(new TurnClaim(turn, 1)))));
            await().atMost(Duration.ofSeconds(30)).until(() -> releasing.isDone() || somebodyWaitsForALock());
            connection.commit();
            connection.setAutoCommit(true);
            releasing.get();
        }
    }

    private static void execute(Connection connection, String change, UUID trace) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(change)) {
            statement.setObject(1, trace);
            statement.executeUpdate();
        }
    }

    private boolean somebodyWaitsForALock() {
        return sql.count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
    }
}

package org.openstrawberry.store.critique;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.run.RunSettings;

/** Finds traces that wait for a critique in vain. A trace waits for the one after its newest folded turn. */
@ApplicationScoped
public class CritiqueReaper {
    private static final String FINISHED_SQL = """
            SELECT %s
            FROM trace s
            JOIN critique c ON c.trace_id = s.id AND c.after_turn = s.turn_count - 1
            WHERE s.status = 'AWAITING_CRITIQUE' AND c.outcome IS NOT NULL
              AND greatest(s.status_since, c.completed_at) < now() - ? * interval '1 millisecond'
            ORDER BY s.status_since
            LIMIT ?
            """.formatted(CritiqueRows.ENDED_COLUMNS);

    private static final String UNSTARTED_SQL = """
            SELECT s.id, s.run_id, s.seed, s.turn_count - 1, s.proposed_answer IS NOT NULL
            FROM trace s
            WHERE s.status = 'AWAITING_CRITIQUE' AND s.status_since < now() - ? * interval '1 millisecond'
              AND NOT EXISTS (SELECT 1 FROM critique c
                              WHERE c.trace_id = s.id AND c.after_turn = s.turn_count - 1)
            ORDER BY s.status_since
            LIMIT ?
            """;

    /** What waits because it is paused has all the time. */
    private static final String OVERDUE_SQL = """
            SELECT s.id, s.turn_count - 1
            FROM trace s
            JOIN run r ON r.id = s.run_id
            WHERE s.status = 'AWAITING_CRITIQUE' AND s.proposed_answer IS NOT NULL
              AND s.status_since < now() - interval '1 second'
                                           * coalesce((r.settings #>> '{verifier,timeoutSeconds}')::integer, %d)
              AND NOT s.paused AND r.status <> 'PAUSED'
            ORDER BY s.status_since
            LIMIT ?
            """.formatted(RunSettings.Verifier.DEFAULT_TIMEOUT_SECONDS);

    private static final String RESTART_SQL = """
            WITH waiting AS MATERIALIZED (
                SELECT s.id FROM trace s
                WHERE s.run_id = ? AND s.status = 'AWAITING_CRITIQUE'
                ORDER BY s.id
                FOR NO KEY UPDATE)
            UPDATE trace s SET status_since = now() FROM waiting w WHERE s.id = w.id
            """;

    private final DataSource dataSource;

    CritiqueReaper(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The critiques that ended longer than {@code age} ago and that their traces still wait for. */
    @Transactional
    public List<EndedCritique> findFinishedForWaiting(Duration age, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(FINISHED_SQL)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            List<EndedCritique> ended = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ended.add(CritiqueRows.ended(row));
                }
            }
            return List.copyOf(ended);
        } catch (SQLException e) {
            throw new StoreException("cannot find finished critiques", e);
        }
    }

    /**
     * Traces whose answer has waited longer for its critique than their run lets it.
     *
     * @return by trace, the turn that gave the answer
     */
    @Transactional
    public Map<UUID, Integer> findOverdueGates(int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OVERDUE_SQL)) {
            statement.setInt(1, limit);
            Map<UUID, Integer> gates = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    gates.put(row.getObject(1, UUID.class), row.getInt(2));
                }
            }
            return Map.copyOf(gates);
        } catch (SQLException e) {
            throw new StoreException("cannot find answers that wait too long", e);
        }
    }

    /** Lets the traces of the run that wait for a critique wait from now on, as after a pause. */
    @Transactional
    public void restartWaiting(UUID runId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RESTART_SQL)) {
            statement.setObject(1, runId);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot let traces wait anew", e);
        }
    }

    /** The critiques that a trace has waited for longer than {@code age} and that have no row. */
    @Transactional
    public List<AwaitedCritique> findUnstarted(Duration age, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(UNSTARTED_SQL)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            List<AwaitedCritique> awaited = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    awaited.add(new AwaitedCritique(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getLong(3),
                            row.getInt(4),
                            row.getBoolean(5)));
                }
            }
            return List.copyOf(awaited);
        } catch (SQLException e) {
            throw new StoreException("cannot find critiques that nobody has begun", e);
        }
    }
}

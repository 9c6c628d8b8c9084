package org.openstrawberry.store.turn;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Settlement;

/** Gives claimed turns back unanswered, and settles what they had reserved. */
@ApplicationScoped
public class TurnReleaser {
    /** A call that may have been charged for keeps its reservation in the row: its reply may still come. */
    private static final String RELEASE_SQL = """
            WITH input AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?) AS i (turn_id, attempt, charged, failed, delay_millis)),
            held AS MATERIALIZED (
                SELECT t.id, t.trace_id, t.reserved_tokens, t.reserved_cost, i.charged, i.failed, i.delay_millis
                FROM turn t
                JOIN input i ON t.id = i.turn_id AND t.attempt = i.attempt
                WHERE t.status = 'RUNNING'
                ORDER BY t.id
                FOR NO KEY UPDATE OF t),
            bill AS (
                SELECT s.run_id, true AS held, h.reserved_tokens, h.reserved_cost, h.charged,
                       NULL::bigint AS used_tokens, NULL::numeric AS used_cost
                FROM held h
                JOIN trace s ON s.id = h.trace_id),
            %s
            UPDATE turn t
            SET status = CASE WHEN s.status = 'FINISHED' THEN 'CANCELLED' ELSE 'PENDING' END,
                completed_at = CASE WHEN s.status = 'FINISHED' THEN now() END, lease_owner = NULL, lease_until = NULL, failures = t.failures + h.failed::integer,
                visible_at = greatest(t.visible_at, now() + h.delay_millis * interval '1 millisecond'),
                reserved_tokens = CASE WHEN h.charged THEN t.reserved_tokens END,
                reserved_cost = CASE WHEN h.charged THEN t.reserved_cost END
            FROM held h, trace s
            WHERE t.id = h.id AND s.id = t.trace_id
            RETURNING t.id
            """.formatted(Settlement.CTES);

    private final DataSource dataSource;

    TurnReleaser(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Gives turns back, for others to claim; those of traces that are over end as CANCELLED.
     *
     * @param releases of different turns
     * @return the turns given back; the others were no longer held
     */
    @Transactional
    public Set<UUID> release(Collection<TurnRelease> releases) {
        if (releases.isEmpty()) {
            return Set.of();
        }
        List<TurnRelease> rows = List.copyOf(releases);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RELEASE_SQL)) {
            statement.setArray(
                    1, column(connection, "uuid", rows, row -> row.claim().turnId()));
            statement.setArray(
                    2, column(connection, "integer", rows, row -> row.claim().attempt()));
            statement.setArray(3, column(connection, "boolean", rows, TurnRelease::charged));
            statement.setArray(4, column(connection, "boolean", rows, TurnRelease::failed));
            statement.setArray(
                    5, column(connection, "bigint", rows, row -> row.delay().toMillis()));
            Set<UUID> released = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    released.add(row.getObject(1, UUID.class));
                }
            }
            return Set.copyOf(released);
        } catch (SQLException e) {
            throw new StoreException("cannot release turns", e);
        }
    }
}

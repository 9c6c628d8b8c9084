package org.openstrawberry.store.turn;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Settlement;

/** Finds turns that nobody works on any more. SKIP LOCKED lets several orchestrators reap side by side. */
@ApplicationScoped
public class TurnReaper {
    private static final String RETURNING = """
            RETURNING t.id, t.trace_id, s.run_id, s.problem_id, s.sample, t.index, t.kind, t.status,
                   t.attempt - t.withheld,
                      r.model, t.prompt
            """;

    /**
     * The trace is locked too, so that the event of a poisoned turn can be appended without waiting for it while the turn
     * is held: a late completion locks them the other way round. A lost call may have been charged for, so what it
     * reserved counts as possibly spent; the row keeps it, for a reply that is only late.
     */
    static final String REAP_SQL = """
            WITH lapsed AS MATERIALIZED (
                SELECT t.id, s.run_id, t.reserved_tokens, t.reserved_cost,
                       CASE WHEN s.status = 'FINISHED' THEN 'CANCELLED'
                            WHEN t.reaped + 1 >= ? THEN 'POISONED'
                            ELSE 'PENDING' END AS next
                FROM turn t
                JOIN trace s ON s.id = t.trace_id
                WHERE t.status = 'RUNNING' AND t.lease_until < now()
                ORDER BY t.lease_until
                LIMIT ?
                FOR NO KEY UPDATE OF t, s SKIP LOCKED),
            bill AS (
                SELECT l.run_id, true AS held, l.reserved_tokens, l.reserved_cost, true AS charged,
                       NULL::bigint AS used_tokens, NULL::numeric AS used_cost
                FROM lapsed l),
            %s
            UPDATE turn t
            SET status = l.next,
                reaped = t.reaped + 1, lease_owner = NULL, lease_until = NULL, announced_at = now(),
                error_code = CASE WHEN l.next = 'POISONED' THEN 'LEASE_EXPIRED' END,
                completed_at = CASE WHEN l.next <> 'PENDING' THEN now() END
            FROM lapsed l, trace s, run r
            WHERE t.id = l.id AND s.id = t.trace_id AND r.id = s.run_id
            """.formatted(Settlement.CTES) + RETURNING;

    private static final String ANNOUNCE_SQL = """
            WITH unheard AS (
                SELECT t.id
                FROM turn t
                JOIN trace s ON s.id = t.trace_id
                JOIN run r ON r.id = s.run_id
                LEFT JOIN budget b ON b.id = r.id
                LEFT JOIN budget p ON p.id = b.parent_id
                WHERE t.status = 'PENDING' AND t.visible_at <= now()
                  AND t.announced_at < now() - ? * interval '1 millisecond'
                  AND s.status = 'AWAITING_TURN' AND NOT s.paused AND r.status = 'RUNNING' AND b.stop_reason IS NULL
                  AND call_fits(b, p, turn_tokens(b, t.input_bound), turn_cost(b, t.input_bound))
                ORDER BY t.visible_at
                LIMIT ?
                FOR UPDATE OF t SKIP LOCKED)
            UPDATE turn t
            SET announced_at = now()
            FROM unheard u, trace s, run r
            WHERE t.id = u.id AND s.id = t.trace_id AND r.id = s.run_id
            """ + RETURNING;

    private static final String UNFOLDED_SQL = """
            SELECT t.id, t.trace_id, s.run_id, s.problem_id, s.sample, t.index, t.kind, t.status,
                   t.attempt - t.withheld,
                   r.model, t.prompt
            FROM trace s
            JOIN run r ON r.id = s.run_id
            JOIN turn t ON t.trace_id = s.id AND t.index = s.turn_count
            WHERE s.status = 'AWAITING_TURN' AND r.status IN ('RUNNING', 'PAUSED')
              AND t.status IN ('COMPLETED', 'FAILED', 'POISONED')
              AND t.completed_at < now() - ? * interval '1 millisecond'
            ORDER BY t.completed_at
            LIMIT ?
            """;

    private final DataSource dataSource;

    TurnReaper(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Takes the turns whose lease lapsed from whoever held them: back to PENDING, POISONED when it has happened
     * {@code cap} times, or CANCELLED when their trace is over and nobody waits for them.
     */
    @Transactional
    public List<ReapedTurn> reapLapsed(int limit, int cap) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(REAP_SQL)) {
            statement.setInt(1, cap);
            statement.setInt(2, limit);
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot reap lapsed turns", e);
        }
    }

    /** The claimable turns that were announced longer than {@code age} ago and are marked as announced again now. */
    @Transactional
    public List<ReapedTurn> markUnheard(Duration age, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ANNOUNCE_SQL)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot find unheard turns", e);
        }
    }

    /** The turns that ended longer than {@code age} ago and whose traces have not taken them in. */
    @Transactional
    public List<ReapedTurn> findUnfolded(Duration age, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(UNFOLDED_SQL)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot find unfolded turns", e);
        }
    }

    private static List<ReapedTurn> read(PreparedStatement statement) throws SQLException {
        List<ReapedTurn> turns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                turns.add(new ReapedTurn(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        row.getInt(5),
                        row.getInt(6),
                        TurnKind.valueOf(row.getString(7)),
                        TurnStatus.valueOf(row.getString(8)),
                        row.getInt(9),
                        row.getString(10),
                        row.getString(11)));
            }
        }
        return List.copyOf(turns);
    }
}

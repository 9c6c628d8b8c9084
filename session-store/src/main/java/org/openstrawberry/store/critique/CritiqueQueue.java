package org.openstrawberry.store.critique;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.store.StoreException;

/**
 * The critiques as a queue that verifiers claim from under a lease. A critique that cannot be made now waits as PENDING;
 * one whose verifier vanished is claimed again, and given up when that has happened too often. Each method is one
 * transaction. Leases are measured by the database's clock.
 */
@ApplicationScoped
public class CritiqueQueue {

    /**
     * Rows are made in the order of their key, so that two verifiers that hear the same events do not wait for each other
     * in a circle. Traces that do not exist are passed over.
     */
    private static final String DRAFTS_SQL = """
            SELECT DISTINCT ON (i.trace_id, i.after_turn) i.*, s.paused AND s.status <> 'FINISHED' OR r.status = 'PAUSED' AS paused
            FROM unnest(?, ?, ?, ?, ?, ?) AS i (id, trace_id, after_turn, from_turn, to_turn, model)
            JOIN trace s ON s.id = i.trace_id
            JOIN run r ON r.id = s.run_id
            ORDER BY i.trace_id, i.after_turn
            """;

    private static final String CLAIM_NEW_SQL = """
            WITH input AS (%s),
            made AS (
                INSERT INTO critique AS c (id, trace_id, after_turn, from_turn, to_turn, model, status, attempt,
                                           lease_owner, lease_until)
                SELECT i.id, i.trace_id, i.after_turn, i.from_turn, i.to_turn, i.model, 'RUNNING', 1, ?,
                       now() + ? * interval '1 millisecond'
                FROM input i WHERE NOT i.paused
                ON CONFLICT (trace_id, after_turn) DO UPDATE
                SET status = 'RUNNING', attempt = c.attempt + 1, reaped = c.reaped + (c.status = 'RUNNING')::integer,
                    lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
                WHERE c.status = 'PENDING' AND c.visible_at <= now()
                   OR c.status = 'RUNNING' AND c.lease_until < now() AND c.reaped + 1 < ?
                RETURNING c.*),
            deferred AS (
                INSERT INTO critique (id, trace_id, after_turn, from_turn, to_turn, model, status)
                SELECT i.id, i.trace_id, i.after_turn, i.from_turn, i.to_turn, i.model, 'PENDING'
                FROM input i WHERE i.paused
                ON CONFLICT (trace_id, after_turn) DO NOTHING)
            SELECT %s FROM made c JOIN trace s ON s.id = c.trace_id
            """.formatted(DRAFTS_SQL, CritiqueRows.CLAIMED_COLUMNS);

    private static final String INSERT_MISSING_SQL = """
            INSERT INTO critique (id, trace_id, after_turn, from_turn, to_turn, model, status)
            SELECT i.id, i.trace_id, i.after_turn, i.from_turn, i.to_turn, i.model, 'PENDING'
            FROM (%s) i
            ON CONFLICT (trace_id, after_turn) DO NOTHING
            """.formatted(DRAFTS_SQL);

    /** A critique that nobody wants any more ends here too, so that it does not wait for ever. */
    private static final String TAKE_SQL = """
            WITH candidate AS (
                SELECT c.id,
                       CASE WHEN r.status IN ('CANCELLED', 'FAILED') OR coalesce(s.end_reason, '') = 'CANCELLED'
                            THEN 'CANCELLED'
                            WHEN c.status = 'RUNNING' AND c.reaped + 1 >= ? THEN 'POISONED'
                            ELSE 'RUNNING' END AS next
                FROM critique c
                JOIN trace s ON s.id = c.trace_id
                JOIN run r ON r.id = s.run_id
                WHERE %s AND (s.status = 'FINISHED' OR NOT s.paused) AND r.status <> 'PAUSED'
                ORDER BY %s
                LIMIT ?
                FOR UPDATE OF c SKIP LOCKED)
            UPDATE critique c
            SET status = n.next,
                attempt = c.attempt + (n.next = 'RUNNING')::integer,
                reaped = c.reaped + (c.status = 'RUNNING')::integer,
                lease_owner = CASE WHEN n.next = 'RUNNING' THEN ? END,
                lease_until = CASE WHEN n.next = 'RUNNING' THEN now() + ? * interval '1 millisecond' END,
                outcome = CASE WHEN n.next <> 'RUNNING' THEN 'UNKNOWN' END,
                error_code = CASE n.next WHEN 'POISONED' THEN 'LEASE_EXPIRED' WHEN 'CANCELLED' THEN 'CANCELLED' END,
                completed_at = CASE WHEN n.next <> 'RUNNING' THEN now() END
            FROM candidate n, trace s
            WHERE c.id = n.id AND s.id = c.trace_id
            RETURNING c.*, s.run_id, s.problem_id, s.sample, s.seed
            """;

    private static final String TAKE_LAPSED_SQL =
            TAKE_SQL.formatted("c.status = 'RUNNING' AND c.lease_until < now()", "c.lease_until");
    private static final String TAKE_PENDING_SQL =
            TAKE_SQL.formatted("c.status = 'PENDING' AND c.visible_at <= now()", "c.visible_at");

    private final DataSource dataSource;

    CritiqueQueue(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes the rows of critiques that have none and claims them, or claims the row that is there when it waits or its
     * lease lapsed. Of a paused trace or run the row is only made, to wait.
     *
     * @param owner names the claiming process
     * @param lease after which a claim lapses unless renewed
     * @param cap how many lapsed leases give a critique up; such a one is left to {@link #claimLapsedAndWaiting}
     * @return what was claimed; the others are in other hands or at their end
     */
    @Transactional
    public List<ClaimedCritique> claimNew(List<CritiqueDraft> drafts, String owner, Duration lease, int cap) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLAIM_NEW_SQL)) {
            bindDrafts(connection, statement, drafts);
            statement.setString(7, owner);
            statement.setLong(8, lease.toMillis());
            statement.setInt(9, cap);
            List<ClaimedCritique> claimed = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    claimed.add(CritiqueRows.claimed(row));
                }
            }
            return List.copyOf(claimed);
        } catch (SQLException e) {
            throw new StoreException("cannot claim critiques", e);
        }
    }

    /**
     * Makes a waiting row for each draft whose trace and turn have none.
     *
     * @return how many were made
     */
    @Transactional
    public int insertMissing(List<CritiqueDraft> drafts) {
        if (drafts.isEmpty()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT_MISSING_SQL)) {
            bindDrafts(connection, statement, drafts);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot store waiting critiques", e);
        }
    }

    /**
     * Claims critiques whose lease lapsed and then those that wait, oldest first.
     *
     * @param limit how many at most
     * @param cap how many lapsed leases give a critique up
     */
    @Transactional
    public WaitingCritiques claimLapsedAndWaiting(int limit, String owner, Duration lease, int cap) {
        return claim(List.of(TAKE_LAPSED_SQL, TAKE_PENDING_SQL), limit, owner, lease, cap);
    }

    /** As {@link #claimLapsedAndWaiting}, but leaves alone what is under a lease, lapsed or not. */
    @Transactional
    public WaitingCritiques claimWaiting(int limit, String owner, Duration lease, int cap) {
        return claim(List.of(TAKE_PENDING_SQL), limit, owner, lease, cap);
    }

    private WaitingCritiques claim(List<String> statements, int limit, String owner, Duration lease, int cap) {
        List<ClaimedCritique> claimed = new ArrayList<>();
        List<EndedCritique> ended = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (String sql : statements) {
                int rest = limit - claimed.size() - ended.size();
                if (rest <= 0) {
                    break;
                }
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setInt(1, cap);
                    statement.setInt(2, rest);
                    statement.setString(3, owner);
                    statement.setLong(4, lease.toMillis());
                    take(statement, claimed, ended);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("cannot claim waiting critiques", e);
        }
        return new WaitingCritiques(claimed, ended);
    }

    private static void take(PreparedStatement statement, List<ClaimedCritique> claimed, List<EndedCritique> ended)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (TurnStatus.valueOf(row.getString("status")) == TurnStatus.RUNNING) {
                    claimed.add(CritiqueRows.claimed(row));
                } else {
                    ended.add(CritiqueRows.ended(row));
                }
            }
        }
    }

    private static void bindDrafts(Connection connection, PreparedStatement statement, List<CritiqueDraft> drafts)
            throws SQLException {
        statement.setArray(1, column(connection, "uuid", drafts, CritiqueDraft::id));
        statement.setArray(2, column(connection, "uuid", drafts, CritiqueDraft::traceId));
        statement.setArray(3, column(connection, "integer", drafts, CritiqueDraft::afterTurn));
        statement.setArray(
                4, column(connection, "integer", drafts, draft -> draft.window().fromTurn()));
        statement.setArray(
                5, column(connection, "integer", drafts, draft -> draft.window().toTurn()));
        statement.setArray(6, column(connection, "text", drafts, CritiqueDraft::model));
    }
}

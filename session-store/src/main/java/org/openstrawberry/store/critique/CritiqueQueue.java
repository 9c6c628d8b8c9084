package org.openstrawberry.store.critique;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
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
import org.openstrawberry.store.budget.Reservation;
import org.openstrawberry.store.budget.Settlement;

/**
 * The critiques as a queue that verifiers claim from under a lease. A critique that cannot be made now waits as PENDING;
 * one whose verifier vanished is claimed again, and given up when that has happened too often. Leases are measured by the database's clock.
 */
@ApplicationScoped
public class CritiqueQueue {

    /** Bytes that a critic's system text, its other words and the framing of its messages may take. */
    public static final int FIXED_BYTES = 4_096;

    /** Bytes of the headings around what one turn asked and answered. */
    public static final int BYTES_AROUND_TURN = 512;

    /**
     * Rows are made in the order of their key, so that two verifiers that hear the same events do not wait for each other
     * in a circle. Traces that do not exist are passed over. What a run with a budget wants is only made, to be claimed
     * with the others that wait for the same money, in the order of their coming.
     */
    private static final String DRAFTS_SQL = """
            SELECT DISTINCT ON (i.trace_id, i.after_turn) i.*,
                   s.paused AND s.status <> 'FINISHED' OR r.status = 'PAUSED' OR b.id IS NOT NULL AS deferred,
                   CASE WHEN b.id IS NOT NULL THEN
                       coalesce((r.settings #>> '{verifier,votes}')::integer, 1) * (
                       %d + (SELECT octet_length(p.prompt) FROM problem p WHERE p.id = s.problem_id)
                       + coalesce((SELECT sum(octet_length(t.prompt) + coalesce(octet_length(t.reply), 0) + %d)
                                   FROM turn t
                                   WHERE t.trace_id = i.trace_id AND t.index BETWEEN i.from_turn AND i.to_turn), 0))
                   END AS input_bound
            FROM unnest(?, ?, ?, ?, ?, ?) AS i (id, trace_id, after_turn, from_turn, to_turn, model)
            JOIN trace s ON s.id = i.trace_id
            JOIN run r ON r.id = s.run_id
            LEFT JOIN budget b ON b.id = r.id
            ORDER BY i.trace_id, i.after_turn
            """.formatted(FIXED_BYTES, BYTES_AROUND_TURN);

    private static final String CLAIM_NEW_SQL = """
            WITH input AS (%s),
            made AS (
                INSERT INTO critique AS c (id, trace_id, after_turn, from_turn, to_turn, model, status, attempt,
                                           lease_owner, lease_until)
                SELECT i.id, i.trace_id, i.after_turn, i.from_turn, i.to_turn, i.model, 'RUNNING', 1, ?,
                       now() + ? * interval '1 millisecond'
                FROM input i WHERE NOT i.deferred
                ON CONFLICT (trace_id, after_turn) DO UPDATE
                SET status = 'RUNNING', attempt = c.attempt + 1, reaped = c.reaped + (c.status = 'RUNNING')::integer,
                    lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
                WHERE c.status = 'PENDING' AND c.visible_at <= now()
                   OR c.status = 'RUNNING' AND c.lease_until < now() AND c.reaped + 1 < ?
                RETURNING c.*),
            put_off AS (
                INSERT INTO critique (id, trace_id, after_turn, from_turn, to_turn, model, status, input_bound)
                SELECT i.id, i.trace_id, i.after_turn, i.from_turn, i.to_turn, i.model, 'PENDING', i.input_bound
                FROM input i WHERE i.deferred
                ON CONFLICT (trace_id, after_turn) DO NOTHING)
            SELECT %s FROM made c JOIN trace s ON s.id = c.trace_id
            """.formatted(DRAFTS_SQL, CritiqueRows.CLAIMED_COLUMNS);

    private static final String INSERT_MISSING_SQL = """
            INSERT INTO critique (id, trace_id, after_turn, from_turn, to_turn, model, status, input_bound)
            SELECT i.id, i.trace_id, i.after_turn, i.from_turn, i.to_turn, i.model, 'PENDING', i.input_bound
            FROM (%s) i
            ON CONFLICT (trace_id, after_turn) DO NOTHING
            """.formatted(DRAFTS_SQL);

    private static final String TAKE_SQL = """
            UPDATE critique c
            SET status = n.next,
                attempt = c.attempt + (n.next = 'RUNNING')::integer,
                reaped = c.reaped + (c.status = 'RUNNING')::integer,
                lease_owner = CASE WHEN n.next = 'RUNNING' THEN ? END,
                lease_until = CASE WHEN n.next = 'RUNNING' THEN now() + ? * interval '1 millisecond' END,
                outcome = CASE WHEN n.next NOT IN ('RUNNING', 'PENDING') THEN 'UNKNOWN' END,
                error_code = CASE n.next WHEN 'POISONED' THEN 'LEASE_EXPIRED' WHEN 'CANCELLED' THEN 'CANCELLED' END,
                completed_at = CASE WHEN n.next NOT IN ('RUNNING', 'PENDING') THEN now() END,
                reserved_tokens = n.reserved_tokens, reserved_cost = n.reserved_cost
            FROM next n, trace s
            WHERE c.id = n.id AND s.id = c.trace_id
            RETURNING c.*, s.run_id, s.problem_id, s.sample, s.seed
            """;

    /** A critique that nobody wants any more ends, so that it does not wait for ever. */
    private static final String NEXT_SQL = """
            CASE WHEN r.status IN ('CANCELLED', 'FAILED') OR coalesce(s.end_reason, '') = 'CANCELLED' THEN 'CANCELLED'
                 WHEN c.status = 'RUNNING' AND c.reaped + 1 >= ? THEN 'POISONED'
                 WHEN c.status = 'RUNNING' AND b.id IS NOT NULL THEN 'PENDING'
                 ELSE 'RUNNING' END AS next
            """;

    /** With a budget what lapsed goes back first: its lost call may have been charged for, the next one must fit too. */
    private static final String TAKE_LAPSED_SQL = """
            WITH next AS MATERIALIZED (
                SELECT c.id, s.run_id, c.reserved_tokens, c.reserved_cost, %s
                FROM critique c
                JOIN trace s ON s.id = c.trace_id
                JOIN run r ON r.id = s.run_id
                LEFT JOIN budget b ON b.id = r.id
                WHERE c.status = 'RUNNING' AND c.lease_until < now()
                  AND (s.status = 'FINISHED' OR NOT s.paused) AND r.status <> 'PAUSED'
                ORDER BY c.lease_until
                LIMIT ?
                FOR UPDATE OF c SKIP LOCKED),
            bill AS (
                SELECT n.run_id, true AS held, n.reserved_tokens, n.reserved_cost, true AS charged,
                       NULL::bigint AS used_tokens, NULL::numeric AS used_cost
                FROM next n),
            %s
            %s
            """.formatted(NEXT_SQL, Settlement.CTES, TAKE_SQL);

    private static final String TAKE_PENDING_SQL = """
            WITH waiting AS MATERIALIZED (
                SELECT c.id, s.run_id, c.visible_at, critique_tokens(b, c.input_bound) AS tokens,
                       critique_cost(b, c.input_bound) AS cost, %s
                FROM critique c
                JOIN trace s ON s.id = c.trace_id
                JOIN run r ON r.id = s.run_id
                LEFT JOIN budget b ON b.id = r.id
                LEFT JOIN budget p ON p.id = b.parent_id
                WHERE c.status = 'PENDING' AND c.visible_at <= now()
                  AND (s.status = 'FINISHED' OR NOT s.paused) AND r.status <> 'PAUSED'
                  AND (r.status IN ('CANCELLED', 'FAILED') OR coalesce(s.end_reason, '') = 'CANCELLED'
                       OR b.stop_reason IS NULL
                          AND call_fits(b, p, critique_tokens(b, c.input_bound), critique_cost(b, c.input_bound)))
                ORDER BY c.visible_at
                LIMIT ?
                FOR UPDATE OF c SKIP LOCKED),
            candidate AS (
                SELECT w.id, w.run_id, w.visible_at, w.tokens, w.cost FROM waiting w WHERE w.next = 'RUNNING'),
            %s,
            next AS (
                SELECT g.id, 'RUNNING' AS next, g.tokens AS reserved_tokens, g.cost AS reserved_cost FROM granted g
                UNION ALL
                SELECT w.id, w.next, NULL, NULL FROM waiting w WHERE w.next <> 'RUNNING')
            %s
            """.formatted(NEXT_SQL, Reservation.CTES.strip(), TAKE_SQL);

    private final DataSource dataSource;

    CritiqueQueue(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes the rows of critiques that have none and claims them, or claims the row that is there when it waits or its
     * lease lapsed. Of a paused trace or run, or one with a budget, the row is only made, to wait.
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
     * Claims critiques whose lease lapsed and then those that wait, oldest first. Each is a transaction of its own, so
     * that each locks the budgets that it needs in their order.
     *
     * @param limit how many at most
     * @param cap how many lapsed leases give a critique up
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public WaitingCritiques claimLapsedAndWaiting(int limit, String owner, Duration lease, int cap) {
        return claim(List.of(TAKE_LAPSED_SQL, TAKE_PENDING_SQL), limit, owner, lease, cap);
    }

    /** As {@link #claimLapsedAndWaiting}, but leaves alone what is under a lease, lapsed or not. */
    @Transactional(TxType.NOT_SUPPORTED)
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
                switch (TurnStatus.valueOf(row.getString("status"))) {
                    case RUNNING -> claimed.add(CritiqueRows.claimed(row));
                    case CANCELLED, POISONED -> ended.add(CritiqueRows.ended(row));
                    case PENDING, COMPLETED, FAILED -> {
                        // Waits for room in its run's budget; whoever has it first takes it up.
                    }
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

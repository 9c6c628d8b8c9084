package org.openstrawberry.store.turn;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Reservation;

/**
 * The turns as a queue: claimed under a lease and renewed; {@link TurnReleaser} gives back. Each method is one transaction and one statement for a
 * whole batch. Leases are measured by the database's clock, the only one that all processes share.
 */
@ApplicationScoped
public class TurnQueue {
    /**
     * Turns of a trace or run that is paused or over cannot be claimed, nor those that the run's budget has no room for.
     * SKIP LOCKED lets several generators take different turns at the same moment instead of queueing for the same one.
     */
    private static final String CLAIM_SQL = """
            WITH candidate AS MATERIALIZED (
                SELECT t.id, s.run_id, t.visible_at,
                       turn_tokens(b, t.input_bound) AS tokens, turn_cost(b, t.input_bound) AS cost
                FROM turn t
                JOIN trace s ON s.id = t.trace_id
                JOIN run r ON r.id = s.run_id
                LEFT JOIN budget b ON b.id = r.id
                LEFT JOIN budget p ON p.id = b.parent_id
                WHERE t.status = 'PENDING' AND t.visible_at <= now() AND %s
                  AND s.status = 'AWAITING_TURN' AND NOT s.paused AND r.status = 'RUNNING' AND b.stop_reason IS NULL
                  AND call_fits(b, p, turn_tokens(b, t.input_bound), turn_cost(b, t.input_bound))
                ORDER BY t.visible_at
                LIMIT ?
                FOR UPDATE OF t SKIP LOCKED),
            %s
            UPDATE turn t
            SET status = 'RUNNING', attempt = t.attempt + 1, lease_owner = ?,
                lease_until = now() + ? * interval '1 millisecond',
                reserved_tokens = g.tokens, reserved_cost = g.cost
            FROM granted g, trace s, run r
            WHERE t.id = g.id AND s.id = t.trace_id AND r.id = s.run_id
            RETURNING t.id, t.attempt, t.trace_id, s.run_id, s.problem_id, s.sample, s.seed, s.system_prompt_id,
                      r.model, t.index, t.kind, t.prompt,
                      (extract(epoch FROM now() - t.visible_at) * 1000)::bigint, t.failures, t.attempt - t.withheld,
                      g.tokens IS NOT NULL
            """;

    // Package-private: a test asks the database for their plans.
    static final String CLAIM_NAMED_SQL = CLAIM_SQL.formatted("t.id = ANY (?)", Reservation.CTES);
    static final String CLAIM_WAITING_SQL =
            CLAIM_SQL.formatted("t.visible_at <= now() - ? * interval '1 millisecond'", Reservation.CTES);

    /**
     * Turns are locked in the order of their ids, as the statement that completes them does: the two meet when a process
     * renews the leases of turns of which some are just being completed.
     */
    private static final String HELD_SQL = """
            WITH held AS MATERIALIZED (
                SELECT t.id
                FROM turn t
                JOIN unnest(?, ?) AS i (turn_id, attempt) ON t.id = i.turn_id AND t.attempt = i.attempt
                WHERE t.status = 'RUNNING'
                ORDER BY t.id
                FOR NO KEY UPDATE OF t)
            """;

    private static final String RENEW_SQL = HELD_SQL + """
            UPDATE turn t
            SET lease_until = now() + ? * interval '1 millisecond'
            FROM held h, trace s
            WHERE t.id = h.id AND s.id = t.trace_id AND s.status <> 'FINISHED'
            RETURNING t.id, t.attempt
            """;

    /** A turn that is claimed at this moment is left to its claimant, who learns from the next renewal that it is unwanted. */
    private static final String WITHDRAW_SQL = """
            WITH waiting AS MATERIALIZED (
                SELECT t.id
                FROM turn t
                WHERE t.id = ANY (?) AND t.status = 'PENDING'
                ORDER BY t.id
                FOR NO KEY UPDATE OF t)
            UPDATE turn t
            SET status = 'CANCELLED', completed_at = now()
            FROM waiting w
            WHERE t.id = w.id
            """;

    private final DataSource dataSource;

    /** On the session state's database. Where no container manages transactions, each method is one statement. */
    public TurnQueue(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Claims those of the turns that still wait.
     *
     * @param owner names the claiming process
     * @param lease after which the claim lapses unless renewed
     */
    @Transactional
    public List<ClaimedTurn> claim(Collection<UUID> turnIds, String owner, Duration lease) {
        if (turnIds.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLAIM_NAMED_SQL)) {
            statement.setArray(1, column(connection, "uuid", List.copyOf(turnIds), id -> id));
            return claimed(statement, turnIds.size(), owner, lease);
        } catch (SQLException e) {
            throw new StoreException("cannot claim turns", e);
        }
    }

    /**
     * Claims turns that have waited, oldest first, whoever they were announced to.
     *
     * @param limit how many at most
     * @param minimumWait how long a turn must have been claimable, so that a turn whose announcement is on its way is
     *     left to the process that will hear it
     */
    @Transactional
    public List<ClaimedTurn> claimWaiting(int limit, Duration minimumWait, String owner, Duration lease) {
        if (limit <= 0) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLAIM_WAITING_SQL)) {
            statement.setLong(1, minimumWait.toMillis());
            return claimed(statement, limit, owner, lease);
        } catch (SQLException e) {
            throw new StoreException("cannot claim waiting turns", e);
        }
    }

    private static List<ClaimedTurn> claimed(PreparedStatement statement, int limit, String owner, Duration lease)
            throws SQLException {
        statement.setInt(2, limit);
        statement.setString(3, owner);
        statement.setLong(4, lease.toMillis());
        List<ClaimedTurn> claimed = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claimed.add(new ClaimedTurn(
                        new TurnClaim(row.getObject(1, UUID.class), row.getInt(2)),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        row.getObject(5, UUID.class),
                        row.getInt(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getString(9),
                        row.getInt(10),
                        TurnKind.valueOf(row.getString(11)),
                        row.getString(12),
                        Duration.ofMillis(row.getLong(13)),
                        row.getInt(14),
                        row.getInt(15),
                        row.getBoolean(16)));
            }
        }
        return List.copyOf(claimed);
    }

    /**
     * Prolongs the leases from now on.
     *
     * @return the claims that still hold and are still wanted; the calls of the others can be given up
     */
    @Transactional
    public Set<TurnClaim> renew(Collection<TurnClaim> claims, Duration lease) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        List<TurnClaim> held = List.copyOf(claims);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RENEW_SQL)) {
            statement.setArray(1, column(connection, "uuid", held, TurnClaim::turnId));
            statement.setArray(2, column(connection, "integer", held, TurnClaim::attempt));
            statement.setLong(3, lease.toMillis());
            Set<TurnClaim> renewed = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    renewed.add(new TurnClaim(row.getObject(1, UUID.class), row.getInt(2)));
                }
            }
            return Set.copyOf(renewed);
        } catch (SQLException e) {
            throw new StoreException("cannot renew leases", e);
        }
    }

    /**
     * Ends the turns that still wait, because nobody waits for them any more. The caller holds the locks of their traces.
     *
     * @return how many were withdrawn
     */
    @Transactional
    public int withdraw(Collection<UUID> turnIds) {
        if (turnIds.isEmpty()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(WITHDRAW_SQL)) {
            statement.setArray(1, column(connection, "uuid", List.copyOf(turnIds), id -> id));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot withdraw turns", e);
        }
    }
}

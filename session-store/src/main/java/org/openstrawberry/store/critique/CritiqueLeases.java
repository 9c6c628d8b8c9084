package org.openstrawberry.store.critique;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Settlement;

/** Keeps claims on critiques, or gives them back: one statement for a whole batch. */
@ApplicationScoped
public class CritiqueLeases {
    /** Rows are locked in the order of their ids, as every statement over several critiques does. */
    private static final String HELD_SQL = """
            WITH held AS MATERIALIZED (
                SELECT c.id, c.attempt
                FROM critique c
                JOIN unnest(?, ?) AS i (critique_id, attempt) ON c.id = i.critique_id AND c.attempt = i.attempt
                WHERE c.status = 'RUNNING'
                ORDER BY c.id
                FOR NO KEY UPDATE OF c)
            """;

    private static final String RENEW_SQL = HELD_SQL + """
            UPDATE critique c
            SET lease_until = now() + ? * interval '1 millisecond'
            FROM held h, trace s, run r
            WHERE c.id = h.id AND s.id = c.trace_id AND r.id = s.run_id
              AND r.status NOT IN ('CANCELLED', 'FAILED') AND coalesce(s.end_reason, '') <> 'CANCELLED'
            RETURNING c.id, c.attempt
            """;

    /**
     * A call that may have been charged for keeps its reservation in the row, for its reply may still come. One that failed
     * and of which the provider told what it used is settled for that.
     */
    private static final String RELEASE_SQL = """
            WITH input AS (
                SELECT *
                FROM unnest(?, ?, ?, ?, ?, ?, ?)
                     AS i (critique_id, attempt, charged, failed, delay_millis, used_tokens, cost)),
            held AS MATERIALIZED (
                SELECT c.id, c.trace_id, c.reserved_tokens, c.reserved_cost, i.charged, i.failed, i.delay_millis,
                       i.used_tokens, i.cost
                FROM critique c
                JOIN input i ON c.id = i.critique_id AND c.attempt = i.attempt
                WHERE c.status = 'RUNNING'
                ORDER BY c.id
                FOR NO KEY UPDATE OF c),
            bill AS (
                SELECT s.run_id, true AS held, h.reserved_tokens, h.reserved_cost, h.charged,
                       h.used_tokens, h.cost AS used_cost
                FROM held h
                JOIN trace s ON s.id = h.trace_id),
            %s
            UPDATE critique c
            SET status = 'PENDING', lease_owner = NULL, lease_until = NULL, failures = c.failures + h.failed::integer,
                visible_at = greatest(c.visible_at, now() + h.delay_millis * interval '1 millisecond'),
                reserved_tokens = CASE WHEN h.charged AND h.used_tokens IS NULL THEN c.reserved_tokens END,
                reserved_cost = CASE WHEN h.charged AND h.cost IS NULL THEN c.reserved_cost END
            FROM held h
            WHERE c.id = h.id
            RETURNING c.id, c.attempt
            """.formatted(Settlement.CTES);

    private final DataSource dataSource;

    CritiqueLeases(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Prolongs the leases from now on.
     *
     * @return the claims that still hold and are still wanted; the calls of the others can be given up
     */
    @Transactional
    public Set<CritiqueClaim> renew(Collection<CritiqueClaim> claims, Duration lease) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RENEW_SQL)) {
            bind(connection, statement, claims);
            statement.setLong(3, lease.toMillis());
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot renew leases of critiques", e);
        }
    }

    /**
     * Gives critiques back unmade, for others to claim, and settles what they had reserved.
     *
     * @param releases of different critiques
     * @return the claims given back; the others were no longer held
     */
    @Transactional
    public Set<CritiqueClaim> release(Collection<CritiqueRelease> releases) {
        if (releases.isEmpty()) {
            return Set.of();
        }
        List<CritiqueRelease> rows = List.copyOf(releases);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RELEASE_SQL)) {
            bind(
                    connection,
                    statement,
                    rows.stream().map(CritiqueRelease::claim).toList());
            statement.setArray(3, column(connection, "boolean", rows, CritiqueRelease::charged));
            statement.setArray(4, column(connection, "boolean", rows, CritiqueRelease::failed));
            statement.setArray(
                    5, column(connection, "bigint", rows, row -> row.delay().toMillis()));
            statement.setArray(6, column(connection, "bigint", rows, CritiqueLeases::usedTokens));
            statement.setArray(7, column(connection, "numeric", rows, CritiqueRelease::cost));
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot release critiques", e);
        }
    }

    private static @Nullable Long usedTokens(CritiqueRelease release) {
        Integer input = release.usage().input();
        Integer output = release.usage().output();
        return input == null || output == null ? null : (Long) ((long) input + output);
    }

    private static void bind(Connection connection, PreparedStatement statement, Collection<CritiqueClaim> claims)
            throws SQLException {
        List<CritiqueClaim> held = List.copyOf(claims);
        statement.setArray(1, column(connection, "uuid", held, CritiqueClaim::critiqueId));
        statement.setArray(2, column(connection, "integer", held, CritiqueClaim::attempt));
    }

    private static Set<CritiqueClaim> read(PreparedStatement statement) throws SQLException {
        Set<CritiqueClaim> claims = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claims.add(new CritiqueClaim(row.getObject(1, UUID.class), row.getInt(2)));
            }
        }
        return Set.copyOf(claims);
    }
}

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
import org.openstrawberry.store.StoreException;

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

    private static final String RELEASE_SQL = HELD_SQL + """
            UPDATE critique c
            SET status = 'PENDING', lease_owner = NULL, lease_until = NULL,
                visible_at = greatest(c.visible_at, now() + ? * interval '1 millisecond')
            FROM held h
            WHERE c.id = h.id
            RETURNING c.id, c.attempt
            """;

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
     * Gives critiques back unmade, for others to claim at once.
     *
     * @return the claims given back; the others were no longer held
     */
    @Transactional
    public Set<CritiqueClaim> release(Collection<CritiqueClaim> claims) {
        return release(claims, Duration.ZERO);
    }

    /**
     * Gives critiques back unmade, for others to claim after the delay.
     *
     * @return the claims given back; the others were no longer held
     */
    @Transactional
    public Set<CritiqueClaim> release(Collection<CritiqueClaim> claims, Duration delay) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RELEASE_SQL)) {
            bind(connection, statement, claims);
            statement.setLong(3, delay.toMillis());
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot release critiques", e);
        }
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

package org.openstrawberry.llm.limit.pace;

import static org.openstrawberry.store.jdbc.Arrays.column;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.limit.LedgerException;

/**
 * The buckets in PostgreSQL: one row for each key, one statement for each reservation, measured by the database's clock,
 * the only one that all processes share. The row is locked for the length of the statement only.
 */
public final class StoredPaces implements PaceLedger {

    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private static final String CREATE = "INSERT INTO rate_limit (id) VALUES (?) ON CONFLICT DO NOTHING";

    /**
     * A call conforms from the moment at which its bucket has room: the theoretical arrival time, less the burst, plus the
     * call's own weight. What weighs more than the whole burst must find the bucket full. All calls of a reservation
     * start from the moment at which the first one conforms in both buckets. An interval of 0 stands for no limit.
     *
     * <p>The clock is read after the row is locked: a reader that waited for the lock must not see an older time than
     * whoever held it.
     */
    private static final String RESERVE = """
            WITH given AS (
                SELECT ?::float8 * interval '1 microsecond' AS request_interval, ?::bigint AS request_burst,
                       ?::float8 * interval '1 microsecond' AS token_interval, ?::bigint AS token_burst,
                       ?::bigint AS correction, ?::float8 * interval '1 microsecond' AS block,
                       ?::boolean AS requests_limited, ?::boolean AS tokens_limited),
            locked AS MATERIALIZED (
                SELECT request_tat, token_tat, blocked_until FROM rate_limit WHERE id = ? FOR NO KEY UPDATE),
            timed AS MATERIALIZED (
                SELECT g.*, coalesce(?, clock_timestamp()) AS now, l.blocked_until,
                       CASE WHEN g.requests_limited THEN l.request_tat END AS request_tat,
                       CASE WHEN g.tokens_limited THEN l.token_tat + g.correction * g.token_interval END AS token_tat
                FROM locked l, given g),
            asked AS (
                SELECT position, tokens, sum(tokens) OVER (ORDER BY position)::float8 AS upto
                FROM unnest(?::bigint[]) WITH ORDINALITY AS a (tokens, position)),
            started AS MATERIALIZED (
                SELECT t.*, greatest(t.now, t.blocked_until,
                           t.request_tat + (1 - t.request_burst) * t.request_interval,
                           t.token_tat + (least(a.tokens, t.token_burst) - t.token_burst) * t.token_interval) AS start
                FROM timed t, asked a
                WHERE a.position = 1),
            moments AS MATERIALIZED (
                SELECT a.position, a.upto, s.now, s.start, s.block, greatest(s.start,
                           greatest(s.request_tat, s.start) + (a.position - s.request_burst) * s.request_interval,
                           greatest(s.token_tat, s.start) + (a.upto - a.tokens + least(a.tokens, s.token_burst)
                               - s.token_burst) * s.token_interval) AS moment
                FROM started s, asked a),
            granted AS MATERIALIZED (
                SELECT * FROM moments WHERE position = 1 OR moment <= start + block),
            moved AS (
                UPDATE rate_limit r
                SET request_tat = CASE WHEN s.requests_limited
                        THEN greatest(s.request_tat, s.start) + g.calls * s.request_interval ELSE r.request_tat END,
                    token_tat = CASE WHEN s.tokens_limited
                        THEN greatest(s.token_tat, s.start) + g.tokens * s.token_interval ELSE r.token_tat END
                FROM started s, (SELECT count(*) AS calls, max(upto) AS tokens FROM granted) g
                WHERE r.id = ?)
            SELECT (extract(epoch FROM moment - now) * 1000000)::bigint FROM granted ORDER BY position
            """;

    private static final String CORRECT =
            "UPDATE rate_limit SET token_tat = token_tat + ? * interval '1 microsecond' WHERE id = ?";

    private final DataSource dataSource;
    private final @Nullable OffsetDateTime standingClock;

    /** In this database. */
    public StoredPaces(DataSource dataSource) {
        this(dataSource, null);
    }

    /** As if the database's clock stood there, for tests; null for the clock itself. */
    StoredPaces(DataSource dataSource, @Nullable OffsetDateTime standingClock) {
        this.dataSource = dataSource;
        this.standingClock = standingClock;
    }

    @Override
    public List<Duration> reserve(String key, Pacing pacing, List<Long> tokens, long correction) {
        try (Connection connection = dataSource.getConnection()) {
            List<Duration> granted = tryReserve(connection, key, pacing, tokens, correction);
            if (!granted.isEmpty()) {
                return granted;
            }
            // Every reservation grants something unless there is no row yet.
            try (PreparedStatement create = connection.prepareStatement(CREATE)) {
                create.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
                create.setString(1, key);
                create.executeUpdate();
            }
            return tryReserve(connection, key, pacing, tokens, correction);
        } catch (SQLException e) {
            throw new LedgerException("no reservation for " + key + " (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private List<Duration> tryReserve(
            Connection connection, String key, Pacing pacing, List<Long> tokens, long correction) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.setDouble(1, interval(pacing.requests()));
            statement.setLong(2, burst(pacing.requests()));
            statement.setDouble(3, interval(pacing.tokens()));
            statement.setLong(4, burst(pacing.tokens()));
            statement.setLong(5, correction);
            statement.setDouble(6, pacing.block().toNanos() / 1_000.0);
            statement.setBoolean(7, pacing.requests().isPresent());
            statement.setBoolean(8, pacing.tokens().isPresent());
            statement.setString(9, key);
            statement.setObject(10, standingClock, Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setArray(11, column(connection, "bigint", tokens, count -> count));
            statement.setString(12, key);
            List<Duration> granted = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    granted.add(Duration.ofNanos(row.getLong(1) * 1_000));
                }
            }
            return granted;
        }
    }

    @Override
    public void correct(String key, Pacing pacing, long correction) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(CORRECT)) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.setDouble(1, correction * interval(pacing.tokens()));
            statement.setString(2, key);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new LedgerException("no correction for " + key + " (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private static double interval(Optional<Rate> rate) {
        return rate.map(Rate::intervalMicros).orElse(0.0);
    }

    private static long burst(Optional<Rate> rate) {
        return rate.map(Rate::burst).orElse(1L);
    }
}

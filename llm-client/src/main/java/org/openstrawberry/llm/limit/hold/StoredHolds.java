package org.openstrawberry.llm.limit.hold;

import static org.openstrawberry.store.jdbc.Arrays.column;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.openstrawberry.llm.limit.LedgerException;

/** The rests of keys in PostgreSQL. */
public final class StoredHolds implements HoldLedger {

    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private static final String PROLONG = """
            INSERT INTO rate_limit AS r (id, blocked_until)
            VALUES (?, clock_timestamp() + ? * interval '1 microsecond')
            ON CONFLICT (id) DO UPDATE SET blocked_until = greatest(r.blocked_until, excluded.blocked_until)
            """;

    private static final String LEFT = """
            SELECT id, (extract(epoch FROM blocked_until - clock_timestamp()) * 1000000)::bigint
            FROM rate_limit
            WHERE id = ANY (?) AND blocked_until > clock_timestamp()
            """;

    private final DataSource dataSource;

    /** In this database. */
    public StoredHolds(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void prolong(String key, Duration duration) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(PROLONG)) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.setString(1, key);
            statement.setDouble(2, duration.toNanos() / 1_000.0);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new LedgerException("the rest of " + key + " is not noted (SQL state " + e.getSQLState() + ")", e);
        }
    }

    @Override
    public Map<String, Duration> left(Collection<String> keys) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(LEFT)) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.setArray(1, column(connection, "text", List.copyOf(keys), key -> key));
            Map<String, Duration> left = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    left.put(row.getString(1), Duration.ofNanos(row.getLong(2) * 1_000));
                }
            }
            return left;
        } catch (SQLException e) {
            throw new LedgerException("the rests of keys cannot be read (SQL state " + e.getSQLState() + ")", e);
        }
    }
}

package org.openstrawberry.llm.limit.permit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.llm.limit.LedgerException;
import org.openstrawberry.llm.limit.permit.Allotment.Holder;

/**
 * The permits in PostgreSQL: one row for each process that holds or wants some. Whoever changes one locks the key's row
 * before it reads them, so the sum it sees is true until it commits.
 */
public final class StoredPermits implements PermitLedger {

    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private static final String CREATE = "INSERT INTO rate_limit (id) VALUES (?) ON CONFLICT DO NOTHING";

    private static final String LOCK = "SELECT id FROM rate_limit WHERE id = ? FOR NO KEY UPDATE";

    private static final String READ = """
            SELECT holder, held, wanted, (extract(epoch FROM granted_at) * 1000000)::bigint
            FROM rate_limit_holder
            WHERE rate_limit_id = ? AND lease_until > clock_timestamp()
            """;

    private static final String WRITE = """
            INSERT INTO rate_limit_holder AS h (rate_limit_id, holder, held, wanted, granted_at, lease_until)
            VALUES (?, ?, ?, ?, CASE WHEN ? THEN clock_timestamp() ELSE 'epoch' END,
                    clock_timestamp() + ? * interval '1 millisecond')
            ON CONFLICT (rate_limit_id, holder) DO UPDATE
            SET held = excluded.held, wanted = excluded.wanted, lease_until = excluded.lease_until,
                granted_at = greatest(h.granted_at, excluded.granted_at)
            """;

    /** Rows of processes that are long gone go with it. */
    private static final String DELETE = """
            DELETE FROM rate_limit_holder
            WHERE rate_limit_id = ? AND (holder = ? OR lease_until < clock_timestamp() - interval '1 minute')
            """;

    private final DataSource dataSource;

    /** In this database. */
    public StoredPermits(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public int exchange(String key, UUID holder, int limit, int inUse, int wanted, Duration lease) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int usable = exchange(connection, key, new Holder(holder, 0, wanted, 0), limit, inUse, lease);
                connection.commit();
                return usable;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new LedgerException("no permits for " + key + " (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private static int exchange(Connection connection, String key, Holder asking, int limit, int inUse, Duration lease)
            throws SQLException {
        if (!lock(connection, key)) {
            try (PreparedStatement create = prepare(connection, CREATE)) {
                create.setString(1, key);
                create.executeUpdate();
            }
            lock(connection, key);
        }
        Holder me = asking;
        List<Holder> others = new ArrayList<>();
        for (Holder known : read(connection, key)) {
            if (known.id().equals(asking.id())) {
                me = new Holder(asking.id(), known.held(), asking.wanted(), known.grantedAt());
            } else {
                others.add(known);
            }
        }
        int usable = Allotment.usable(limit, me, others);
        write(connection, key, me, Math.max(inUse, usable), lease);
        return usable;
    }

    private static boolean lock(Connection connection, String key) throws SQLException {
        try (PreparedStatement lock = prepare(connection, LOCK)) {
            lock.setString(1, key);
            try (ResultSet row = lock.executeQuery()) {
                return row.next();
            }
        }
    }

    private static List<Holder> read(Connection connection, String key) throws SQLException {
        try (PreparedStatement read = prepare(connection, READ)) {
            read.setString(1, key);
            List<Holder> holders = new ArrayList<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    holders.add(new Holder(row.getObject(1, UUID.class), row.getInt(2), row.getInt(3), row.getLong(4)));
                }
            }
            return holders;
        }
    }

    private static void write(Connection connection, String key, Holder me, int held, Duration lease)
            throws SQLException {
        boolean leaves = held == 0 && me.wanted() == 0;
        try (PreparedStatement write = prepare(connection, leaves ? DELETE : WRITE)) {
            write.setString(1, key);
            write.setObject(2, me.id());
            if (!leaves) {
                write.setInt(3, held);
                write.setInt(4, me.wanted());
                write.setBoolean(5, held > me.held());
                write.setLong(6, lease.toMillis());
            }
            write.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        return statement;
    }
}

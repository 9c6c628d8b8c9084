package org.openstrawberry.store.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.store.StoreException;

/** Reads the outbox as the log of a run, in an order that never lets a reader miss an event. */
@ApplicationScoped
public class EventLog {
    /**
     * Ids are given before commit, so a lower id can appear after a higher one was read. Only events of transactions
     * older than every running one are shown, ordered by transaction: behind that horizon nothing can appear any more.
     */
    private static final String READ_SQL = """
            SELECT transaction_id::text, id, trace_id, topic, payload
            FROM outbox
            WHERE run_id = ? AND (transaction_id, id) > (?::xid8, ?)
              AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY transaction_id, id
            LIMIT ?
            """;

    private final DataSource dataSource;

    EventLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** An event of the log and the cursor that continues after it. */
    public record Entry(Cursor cursor, UUID traceId, Topic topic, String payload) {}

    /**
     * A place in the log.
     *
     * @param transactionId of the event's transaction, unsigned
     * @param id of the event
     */
    public record Cursor(long transactionId, long id) {
        /** Before the first event. */
        public static final Cursor START = new Cursor(0, 0);

        /**
         * Reads what {@link #toString} wrote.
         *
         * @throws IllegalArgumentException when it is something else
         */
        public static Cursor parse(String text) {
            int dash = text.indexOf('-');
            if (dash <= 0 || text.length() > 41) {
                throw new IllegalArgumentException("not a place in an event log: " + text);
            }
            return new Cursor(
                    Long.parseUnsignedLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
        }

        @Override
        public String toString() {
            return Long.toUnsignedString(transactionId) + "-" + id;
        }
    }

    /** The run's events after the cursor, oldest first, at most {@code limit}. */
    @Transactional
    public List<Entry> read(UUID runId, Cursor after, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ_SQL)) {
            statement.setObject(1, runId);
            statement.setString(2, Long.toUnsignedString(after.transactionId()));
            statement.setLong(3, after.id());
            statement.setInt(4, limit);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(
                            new Cursor(Long.parseUnsignedLong(row.getString(1)), row.getLong(2)),
                            row.getObject(3, UUID.class),
                            Topic.named(row.getString(4)),
                            row.getString(5)));
                }
            }
            return List.copyOf(entries);
        } catch (SQLException e) {
            throw new StoreException("cannot read the event log", e);
        }
    }
}

package org.openstrawberry.orchestrator.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.outbox.EventLog;

/**
 * How far the event log can be read now. Events of a transaction become readable once every older transaction has ended;
 * see {@link EventLog}.
 */
@ApplicationScoped
class EventHorizon {
    private static final String SQL = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text, pg_snapshot_xmax(pg_current_snapshot())::text
            """;

    private final DataSource dataSource;

    EventHorizon(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A moment of the database.
     *
     * @param readable events of older transactions can be read
     * @param begun every transaction begun so far is older
     */
    record Moment(long readable, long begun) {
        /** Whether everything that was written before that moment can be read in this one. */
        boolean shows(Moment earlier) {
            return Long.compareUnsigned(readable, earlier.begun) >= 0;
        }

        /** The place after everything that can be read in this moment. */
        EventLog.Cursor end() {
            return new EventLog.Cursor(readable - 1, Long.MAX_VALUE);
        }
    }

    @Transactional
    Moment now() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Moment(Long.parseUnsignedLong(row.getString(1)), Long.parseUnsignedLong(row.getString(2)));
        } catch (SQLException e) {
            throw new StoreException("cannot read the database's snapshot", e);
        }
    }
}

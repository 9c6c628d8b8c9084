package org.openstrawberry.store.outbox;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Array;
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
import javax.sql.DataSource;
import org.openstrawberry.store.StoreException;

/**
 * The events that consumers outside rely on: stored with the change they tell of, numbered without gaps within their
 * trace, published afterwards.
 */
@ApplicationScoped
public class Outbox {
    private static final String APPEND_SQL = """
            WITH input AS (
                SELECT i.*, row_number() OVER (PARTITION BY i.trace_id ORDER BY i.position) AS nth
                FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY
                     AS i (event_id, run_id, trace_id, topic, payload, position)),
            locked AS MATERIALIZED (
                SELECT s.id FROM trace s
                WHERE s.id IN (SELECT i.trace_id FROM input i)
                ORDER BY s.id
                FOR NO KEY UPDATE),
            counted AS (
                UPDATE trace s
                SET event_sequence = s.event_sequence + n.events
                FROM (SELECT i.trace_id, count(*) AS events FROM input i GROUP BY i.trace_id) n, locked l
                WHERE s.id = n.trace_id AND s.id = l.id
                RETURNING s.id, s.event_sequence - n.events AS before)
            INSERT INTO outbox (event_id, run_id, trace_id, sequence, topic, payload)
            SELECT i.event_id, i.run_id, i.trace_id, c.before + i.nth, i.topic, i.payload
            FROM input i JOIN counted c ON c.id = i.trace_id
            ORDER BY i.position
            RETURNING id, event_id, trace_id, sequence, topic, payload,
                      previous_event_unpublished(trace_id, sequence)
            """;

    private static final String MARK_SQL =
            "UPDATE outbox SET published_at = now() WHERE id = ANY (?) AND published_at IS NULL";

    private static final String BLOCKED_SQL = """
            SELECT e.id
            FROM outbox e
            WHERE e.id = ANY (?)
              AND EXISTS (SELECT 1 FROM outbox o
                          WHERE o.trace_id = e.trace_id AND o.sequence < e.sequence AND o.published_at IS NULL)
            """;

    private static final String OVERDUE_SQL = """
            SELECT id, event_id, trace_id, sequence, topic, payload, false
            FROM outbox
            WHERE published_at IS NULL AND created_at < now() - ? * interval '1 millisecond'
            ORDER BY id
            LIMIT ?
            """;

    private static final String PURGE_SQL = """
            DELETE FROM outbox
            WHERE id IN (SELECT id FROM outbox
                         WHERE published_at < now() - ? * interval '1 millisecond'
                         LIMIT ?)
            """;

    private final DataSource dataSource;

    Outbox(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Stores events in the caller's transaction. Changes that the caller made through entities must be flushed before.
     *
     * @return the events as stored, in the same order within each trace
     */
    @Transactional(TxType.MANDATORY)
    public List<StoredEvent> append(List<EventDraft> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(APPEND_SQL)) {
            statement.setArray(1, column(connection, "uuid", drafts, EventDraft::eventId));
            statement.setArray(2, column(connection, "uuid", drafts, EventDraft::runId));
            statement.setArray(3, column(connection, "uuid", drafts, EventDraft::traceId));
            statement.setArray(
                    4, column(connection, "text", drafts, draft -> draft.topic().topicName()));
            statement.setArray(5, column(connection, "text", drafts, EventDraft::payload));
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot store events", e);
        }
    }

    /** Notes that the events have reached the broker. */
    @Transactional
    public void markPublished(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(MARK_SQL)) {
            Array array = column(connection, "bigint", List.copyOf(ids), id -> id);
            statement.setArray(1, array);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot mark events as published", e);
        }
    }

    /** Of these events, those that an earlier unpublished one of their trace is still before. */
    @Transactional
    public Set<Long> findBlocked(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(BLOCKED_SQL)) {
            statement.setArray(1, column(connection, "bigint", List.copyOf(ids), id -> id));
            Set<Long> blocked = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    blocked.add(row.getLong(1));
                }
            }
            return Set.copyOf(blocked);
        } catch (SQLException e) {
            throw new StoreException("cannot read the outbox", e);
        }
    }

    /** Unpublished events that were stored longer than {@code age} ago, in the order in which they must go out. */
    @Transactional
    public List<StoredEvent> findOverdue(Duration age, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OVERDUE_SQL)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            return read(statement);
        } catch (SQLException e) {
            throw new StoreException("cannot read the outbox", e);
        }
    }

    /**
     * Deletes events published longer than {@code age} ago.
     *
     * @return how many, at most {@code limit}
     */
    @Transactional
    public int purge(Duration age, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(PURGE_SQL)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot purge the outbox", e);
        }
    }

    private static List<StoredEvent> read(PreparedStatement statement) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                events.add(StoredEvent.read(row));
            }
        }
        return List.copyOf(events);
    }
}

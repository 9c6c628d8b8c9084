package org.openstrawberry.store.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.openstrawberry.contracts.event.Topic;

/**
 * A public event as it stands in the outbox.
 *
 * @param id place in the outbox
 * @param sequence place among the events of its trace, from 1, without gaps
 * @param payload JSON body
 * @param blocked whether an earlier event of the trace, stored by another transaction, was unpublished when this one was
 *     stored: it must go first
 */
public record StoredEvent(
        long id, UUID eventId, UUID traceId, long sequence, Topic topic, String payload, boolean blocked) {

    /** Reads id, event_id, trace_id, sequence, topic, payload and blocked, in this order. */
    public static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getLong(4),
                Topic.named(row.getString(5)),
                row.getString(6),
                row.getBoolean(7));
    }
}

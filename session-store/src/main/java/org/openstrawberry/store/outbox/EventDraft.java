package org.openstrawberry.store.outbox;

import java.util.UUID;
import org.openstrawberry.contracts.event.Topic;

/**
 * A public event that is about to be stored.
 *
 * @param payload JSON body
 */
public record EventDraft(UUID eventId, UUID runId, UUID traceId, Topic topic, String payload) {
    public EventDraft {
        if (!topic.isPublic()) {
            throw new IllegalArgumentException(topic.topicName() + " is internal and needs no outbox");
        }
    }
}

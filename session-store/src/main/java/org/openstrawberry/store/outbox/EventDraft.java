package org.openstrawberry.store.outbox;

import java.util.UUID;
import org.openstrawberry.contracts.event.Topic;

/**
 * An event that is about to be stored with the change it tells of: a public one, or a dead letter, which no row could be
 * asked for again.
 *
 * @param payload JSON body
 */
public record EventDraft(UUID eventId, UUID runId, UUID traceId, Topic topic, String payload) {
    public EventDraft {
        if (!topic.isPublic() && topic != Topic.DEAD_LETTER) {
            throw new IllegalArgumentException(topic.topicName() + " is internal and needs no outbox");
        }
    }
}

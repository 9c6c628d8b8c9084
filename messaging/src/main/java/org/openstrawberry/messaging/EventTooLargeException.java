package org.openstrawberry.messaging;

import org.openstrawberry.contracts.event.Topic;

/** An event whose body exceeds what its topic allows. Publishing it again will not help. */
public final class EventTooLargeException extends RuntimeException {

    EventTooLargeException(Topic topic, int bytes) {
        super("an event of " + bytes + " bytes, but " + topic.topicName() + " allows " + topic.maximumBytes());
    }
}

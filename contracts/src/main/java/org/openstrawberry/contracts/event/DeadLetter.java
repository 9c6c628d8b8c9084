package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be handled and needs a person: a poisoned turn, or a record that cannot be read.
 *
 * @param key the key of the original record, or the trace of the poisoned turn
 * @param source the service that gave up
 * @param originalTopic topic of the record that could not be handled
 * @param errorCode a stable code of the cause
 * @param detail the cause in words
 * @param payload the original body, cut at 64 KiB; null when there was none
 */
public record DeadLetter(
        UUID key,
        String source,
        String originalTopic,
        String errorCode,
        String detail,
        @Nullable String payload,
        Instant deadAt)
        implements Event {
    @Override
    public Topic topic() {
        return Topic.DEAD_LETTER;
    }
}

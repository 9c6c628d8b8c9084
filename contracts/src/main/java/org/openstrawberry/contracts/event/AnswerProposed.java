package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A trace gave an answer that waits to be judged.
 *
 * @param turn index of the turn that gave it
 */
public record AnswerProposed(UUID runId, UUID traceId, int turn, String answer, Instant proposedAt)
        implements AnswerEvent {
    @Override
    public Topic topic() {
        return Topic.ANSWER_PROPOSED;
    }
}

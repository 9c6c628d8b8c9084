package org.openstrawberry.contracts.event;

import java.util.UUID;

/**
 * A piece of a reply that is still being written, for those who watch an interactive trace.
 *
 * @param attempt the call that the piece belongs to; a later attempt starts again from nothing
 * @param position place of the piece in the reply, from 0
 */
public record TurnDelta(UUID runId, UUID traceId, UUID turnId, int attempt, int position, String text)
        implements TurnEvent {
    @Override
    public Topic topic() {
        return Topic.TURN_DELTA;
    }
}

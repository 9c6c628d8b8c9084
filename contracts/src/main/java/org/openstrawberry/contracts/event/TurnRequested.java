package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.openstrawberry.contracts.TurnKind;

/**
 * A turn waits for a generator. The event is a wake-up; the row of the turn is the truth.
 *
 * @param index place of the turn in its trace, from 0
 * @param model the {@code provider:model} that is to answer
 */
public record TurnRequested(
        UUID runId, UUID traceId, UUID turnId, int index, TurnKind kind, String model, Instant requestedAt)
        implements TurnEvent {
    @Override
    public Topic topic() {
        return Topic.TURN_REQUESTED;
    }
}

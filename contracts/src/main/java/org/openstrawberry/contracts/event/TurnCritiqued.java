package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;

/**
 * The verifier judged a window of turns.
 *
 * @param afterTurn index of the turn whose completion caused the critique
 * @param fromTurn first turn of the window
 * @param toTurn last turn of the window
 * @param score 0 to 1; null when the critic gave none
 * @param firstWrongTurn index of the first wrong step; null when none was named
 */
public record TurnCritiqued(
        UUID runId,
        UUID traceId,
        UUID critiqueId,
        int afterTurn,
        int fromTurn,
        int toTurn,
        CritiqueOutcome outcome,
        @Nullable Double score,
        @Nullable Integer firstWrongTurn,
        Instant critiquedAt)
        implements TurnEvent {
    @Override
    public Topic topic() {
        return Topic.TURN_CRITIQUED;
    }
}

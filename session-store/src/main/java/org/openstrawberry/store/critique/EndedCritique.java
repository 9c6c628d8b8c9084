package org.openstrawberry.store.critique;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.event.TurnCritiqued;

/**
 * A critique at its end, as it stands in its row.
 *
 * @param afterTurn index of the turn whose completion made it due
 * @param score 0 to 1; null when the critic gave none
 * @param firstWrongTurn index of the first wrong turn; null when none was named
 */
public record EndedCritique(
        UUID critiqueId,
        UUID runId,
        UUID traceId,
        int afterTurn,
        CritiqueSchedule.Window window,
        CritiqueOutcome outcome,
        @Nullable Double score,
        @Nullable Integer firstWrongTurn,
        Instant endedAt) {

    /** The event that tells of it. */
    public TurnCritiqued toEvent() {
        return new TurnCritiqued(
                runId,
                traceId,
                critiqueId,
                afterTurn,
                window.fromTurn(),
                window.toTurn(),
                outcome,
                score,
                firstWrongTurn,
                endedAt);
    }
}

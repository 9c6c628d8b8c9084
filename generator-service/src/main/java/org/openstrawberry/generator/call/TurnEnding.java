package org.openstrawberry.generator.call;

import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.store.turn.TurnRelease;

/** What becomes of a claimed turn. No method throws; each frees the turn's slot in the end. */
public interface TurnEnding {

    /**
     * Stores the end.
     *
     * @param history what the model was shown of the trace
     */
    void store(InFlightTurn turn, History history, Ended outcome);

    /** Gives the turn back, unanswered, for others to claim; nothing happens where the claim was lost. */
    void giveBack(InFlightTurn turn, TurnRelease release);
}

package org.openstrawberry.generator.call;

import org.jboss.logging.Logger;
import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.call.CallOutcome.GivenUp;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;

/** Brings a prepared turn to its end: stored, given back or forgotten. */
public final class TurnRunner {
    private static final Logger LOG = Logger.getLogger(TurnRunner.class);

    private final ModelCaller caller;
    private final TurnEnding ending;

    /** Nothing run yet. */
    public TurnRunner(ModelCaller caller, TurnEnding ending) {
        this.caller = caller;
        this.ending = ending;
    }

    /** Runs the turn on the current thread, a virtual one. */
    public void run(InFlightTurn turn, Ingredients ingredients) {
        switch (caller.call(turn, ingredients)) {
            case Ended ended -> ending.store(turn, ingredients.history(), ended);
            case GivenUp givenUp -> giveUp(turn, givenUp);
        }
    }

    private void giveUp(InFlightTurn turn, GivenUp givenUp) {
        LOG.debugf("turn %s was given up: %s", turn.claim(), givenUp);
        switch (givenUp.reason()) {
            case UNWANTED -> ending.forget(turn);
            case RETURNED, OVERDUE, HELD_BACK -> ending.giveBack(turn, givenUp.delay());
        }
    }
}

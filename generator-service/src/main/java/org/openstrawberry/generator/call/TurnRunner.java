package org.openstrawberry.generator.call;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.GivenUp;
import org.openstrawberry.generator.call.CallOutcome.Unsure;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.store.turn.TurnRelease;

/** Brings a prepared turn to its end: stored or given back. */
public final class TurnRunner {
    private static final Logger LOG = Logger.getLogger(TurnRunner.class);

    private final ModelCaller caller;
    private final TurnEnding ending;
    private final RepeatedCalls repeated;

    /** Nothing run yet. */
    public TurnRunner(ModelCaller caller, TurnEnding ending, RepeatedCalls repeated) {
        this.caller = caller;
        this.ending = ending;
        this.repeated = repeated;
    }

    /** Runs the turn on the current thread, a virtual one. */
    public void run(InFlightTurn turn, Ingredients ingredients) {
        switch (caller.call(turn, ingredients)) {
            case Ended ended -> ending.store(turn, ingredients.history(), ended);
            case Unsure unsure -> repeatOrFail(turn, ingredients.history(), unsure.failure());
            case GivenUp givenUp -> giveUp(turn, givenUp);
        }
    }

    private void repeatOrFail(InFlightTurn turn, History history, Failed failure) {
        int failuresBefore = turn.turn().failures();
        if (!repeated.another(failuresBefore)) {
            ending.store(turn, history, failure);
            return;
        }
        Duration delay = repeated.delayAfter(failuresBefore);
        LOG.infof(
                "a call of turn %s failed and is made again in %d ms: %s",
                turn.claim(), delay.toMillis(), failure.errorCode());
        ending.giveBack(turn, TurnRelease.failed(turn.claim(), delay, failure.usage(), failure.cost()));
    }

    private void giveUp(InFlightTurn turn, GivenUp givenUp) {
        LOG.debugf("turn %s was given up: %s", turn.claim(), givenUp.reason());
        // Even when nobody wants it any more: what it reserved is free again, and only what may have been charged
        // counts.
        ending.giveBack(
                turn,
                givenUp.charged()
                        ? TurnRelease.brokenOff(turn.claim())
                        : TurnRelease.uncalled(turn.claim(), givenUp.delay()));
    }
}

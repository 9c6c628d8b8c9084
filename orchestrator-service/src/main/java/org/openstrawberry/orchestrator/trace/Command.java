package org.openstrawberry.orchestrator.trace;

import java.util.Optional;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * What has to be done for a trace to go on. A command names its effect completely, so carrying it out twice must come
 * to the same as once: the turn at that index exists, the answer waits to be judged, the trace is ended.
 */
public sealed interface Command {

    /**
     * Have the model answer a turn.
     *
     * @param index place of the turn in the trace, from 0
     */
    record RequestTurn(int index, TurnKind kind, String prompt) implements Command {}

    /**
     * See to it that the window that ends with a turn is critiqued. The verifier does so on its own when it hears of
     * the turn; this is what to fall back on when it did not.
     */
    record RequestCritique(int afterTurn) implements Command {}

    /**
     * Have an answer judged.
     *
     * @param turnIndex the turn that gave it
     * @param answer the content of the final answer, or in mode SINGLE_SHOT the whole reply, which may be empty
     */
    record ProposeAnswer(int turnIndex, String answer) implements Command {}

    /**
     * Announce the end of the trace.
     *
     * @param turnCount turns that the trace took
     * @param answer empty when the trace ended without one
     * @param verdict empty when no answer was judged
     */
    record Finish(EndReason reason, int turnCount, Optional<String> answer, Optional<VerdictOutcome> verdict)
            implements Command {}
}

package org.openstrawberry.orchestrator.trace;

import java.util.Optional;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.VerdictOutcome;

/** What can happen to a trace from outside. */
public sealed interface TraceInput {

    /** The run has room for the trace. */
    record Start() implements TraceInput {}

    /** How a turn came to its end. */
    sealed interface TurnOutcome extends TraceInput {
        /** Place of the turn in the trace. */
        int index();
    }

    /**
     * The model answered.
     *
     * @param reply the assistant's text; may be empty
     * @param finalAnswer what the reply's tags propose, see {@code org.openstrawberry.llm.reply.ReplyTags}
     * @param totals used by the trace so far, this turn included
     * @param critiqueDue whether the verifier critiques the window that ends with this turn
     * @param returned how often a critic has sent an answer of the trace back to work
     */
    record Answered(
            int index,
            String reply,
            Optional<String> finalAnswer,
            TraceTotals totals,
            boolean critiqueDue,
            int returned)
            implements TurnOutcome {

        /** As above; no answer was sent back. */
        public Answered(
                int index, String reply, Optional<String> finalAnswer, TraceTotals totals, boolean critiqueDue) {
            this(index, reply, finalAnswer, totals, critiqueDue, 0);
        }
    }

    /**
     * The provider refused, or the retries are exhausted.
     *
     * @param errorCode why, as stored with the turn
     */
    record Failed(int index, String errorCode) implements TurnOutcome {}

    /** The turn was claimed as often as allowed without coming to an end. */
    record Poisoned(int index) implements TurnOutcome {}

    /**
     * The verifier's finding, or that there will be none.
     *
     * @param afterTurn the turn that the window ends with
     * @param outcome UNKNOWN also when the critic failed
     * @param text what the critic wrote; may be empty
     */
    record Critiqued(int afterTurn, CritiqueOutcome outcome, String text) implements TraceInput {}

    /**
     * The critique that an answer waits for has not come in the time that the run lets it.
     *
     * @param afterTurn the turn that gave the answer
     */
    record GateOverdue(int afterTurn) implements TraceInput {}

    /**
     * The judge's finding.
     *
     * @param extracted the answer as the judge found it in the proposal; empty when it found none
     */
    record Judged(VerdictOutcome outcome, Optional<String> extracted) implements TraceInput {}

    /**
     * The run as a whole has used up what it may. Ends traces that still work towards an answer.
     *
     * @param reason TOKEN_BUDGET, COST_BUDGET or TIME_BUDGET
     */
    record BudgetSpent(EndReason reason) implements TraceInput {
        public BudgetSpent {
            boolean isBudget = switch (reason) {
                case TOKEN_BUDGET, COST_BUDGET, TIME_BUDGET -> true;
                case FINAL_ANSWER, MAX_TURNS, CONTEXT_LIMIT, CANCELLED, PROVIDER_ERROR, POISONED -> false;
            };
            if (!isBudget) {
                throw new IllegalArgumentException(reason + " is not a budget");
            }
        }
    }

    /** A user wants the trace to end. */
    record Cancel() implements TraceInput {}
}

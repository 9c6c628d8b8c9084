package org.openstrawberry.orchestrator.trace;

import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.orchestrator.prompt.PromptSchedule;

/**
 * All that a trace's course depends on besides what the model and the critics say. Constant for the life of the trace,
 * and derived again from the run's settings, the problem and the trace's seed by whoever needs it.
 *
 * @param policy the rules
 * @param prompts the prompts by turn
 * @param problem the text of the problem, sent as it is
 */
public record TraceScript(TracePolicy policy, PromptSchedule prompts, String problem) {

    /** The turn that the schedule foresees at an index. */
    TraceState.AwaitingTurn scheduledTurn(int index) {
        TurnKind kind = policy.scheduledKind(index);
        String prompt = switch (kind) {
            case PROBLEM -> problem;
            case NEXT -> prompts.next(index).text();
            case FINAL_CHECK -> prompts.finalCheck().text();
            case FEEDBACK -> throw new IllegalStateException("feedback is never scheduled");
        };
        return new TraceState.AwaitingTurn(index, kind, prompt);
    }

    /** The turn that sends a critique back to the model. */
    TraceState.AwaitingTurn feedbackTurn(int index, String critique) {
        return new TraceState.AwaitingTurn(
                index, TurnKind.FEEDBACK, prompts.feedback(critique).text());
    }
}

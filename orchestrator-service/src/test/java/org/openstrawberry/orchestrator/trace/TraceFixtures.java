package org.openstrawberry.orchestrator.trace;

import java.util.Optional;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.prompt.PromptSchedule;
import org.openstrawberry.orchestrator.prompt.PromptSets;
import org.openstrawberry.orchestrator.trace.TraceInput.Answered;
import org.openstrawberry.orchestrator.trace.TraceInput.Critiqued;
import org.openstrawberry.orchestrator.trace.TraceInput.Judged;

/** Scripts and inputs that the tests of the trace loop share. */
final class TraceFixtures {

    static final String PROBLEM = "What is six times seven?";

    private TraceFixtures() {}

    static TraceScript script(TracePolicy policy) {
        return script(policy, 1234);
    }

    static TraceScript script(TracePolicy policy, long seed) {
        return new TraceScript(policy, new PromptSchedule(PromptSets.defaultSet(), seed), PROBLEM);
    }

    static TracePolicy policy(int maxTurns, int finalCheckEvery, VerifierMode verifier) {
        return new TracePolicy(RunMode.TRACE, maxTurns, finalCheckEvery, true, null, null, null, verifier);
    }

    /** A reply without an answer. */
    static Answered step(int index) {
        return new Answered(index, "One step.", Optional.empty(), TraceTotals.NONE, false);
    }

    /** A reply without an answer, after which a critique is due. */
    static Answered stepDueForCritique(int index) {
        return new Answered(index, "One step.", Optional.empty(), TraceTotals.NONE, true);
    }

    static Answered answer(int index, String answer) {
        return new Answered(
                index, "<final_answer>" + answer + "</final_answer>", Optional.of(answer), TraceTotals.NONE, false);
    }

    /** An answer of a trace that had so many sent back before. */
    static Answered answerAfterReturns(int index, String answer, int returned) {
        return new Answered(
                index,
                "<final_answer>" + answer + "</final_answer>",
                Optional.of(answer),
                TraceTotals.NONE,
                false,
                returned);
    }

    static Answered stepWith(int index, TraceTotals totals) {
        return new Answered(index, "One step.", Optional.empty(), totals, false);
    }

    static Critiqued failed(int afterTurn, String text) {
        return new Critiqued(afterTurn, CritiqueOutcome.FAIL, text);
    }

    static Judged correct() {
        return new Judged(VerdictOutcome.CORRECT, Optional.empty());
    }

    /** Applies inputs one after another to a trace that has not begun, and gives the state they lead to. */
    static TraceState after(TraceScript script, TraceInput... inputs) {
        TraceState state = new TraceState.Queued();
        for (TraceInput input : inputs) {
            state = TraceMachine.apply(state, input, script).state();
        }
        return state;
    }
}

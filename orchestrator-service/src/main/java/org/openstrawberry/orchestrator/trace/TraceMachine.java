package org.openstrawberry.orchestrator.trace;

import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.trace.TraceInput.Answered;
import org.openstrawberry.orchestrator.trace.TraceInput.BudgetSpent;
import org.openstrawberry.orchestrator.trace.TraceInput.Cancel;
import org.openstrawberry.orchestrator.trace.TraceInput.Critiqued;
import org.openstrawberry.orchestrator.trace.TraceInput.Failed;
import org.openstrawberry.orchestrator.trace.TraceInput.GateOverdue;
import org.openstrawberry.orchestrator.trace.TraceInput.Judged;
import org.openstrawberry.orchestrator.trace.TraceInput.Poisoned;
import org.openstrawberry.orchestrator.trace.TraceInput.Start;
import org.openstrawberry.orchestrator.trace.TraceInput.TurnOutcome;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingCritique;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingGate;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingTurn;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingVerdict;
import org.openstrawberry.orchestrator.trace.TraceState.Finished;
import org.openstrawberry.orchestrator.trace.TraceState.Live;
import org.openstrawberry.orchestrator.trace.TraceState.Queued;
import org.openstrawberry.orchestrator.trace.TraceState.Working;

/**
 * Routes what happens to a trace to the transition of its state, in whatever order and however often it arrives.
 *
 * <p>An input that the state does not wait for is {@linkplain Transition.Ignored ignored}. That includes one that comes
 * early, such as a critique before its turn was folded: whoever moves a trace to {@link TraceStatus#AWAITING_CRITIQUE}
 * or {@link TraceStatus#AWAITING_VERDICT} looks whether the critique or verdict is stored already.
 */
public final class TraceMachine {

    private TraceMachine() {}

    /** Applies an input. Pure: equal arguments give equal results, and nothing else changes. */
    public static Transition apply(TraceState state, TraceInput input, TraceScript script) {
        return switch (input) {
            case Start _ -> state instanceof Queued queued ? moved(queued.started(script)) : ignored(state);
            case TurnOutcome outcome ->
                state instanceof AwaitingTurn waiting && waiting.index() == outcome.index()
                        ? moved(afterTurn(waiting, outcome, script))
                        : ignored(state);
            case Critiqued critique ->
                switch (state) {
                    case AwaitingCritique waiting
                    when waiting.afterTurn() == critique.afterTurn() -> moved(waiting.critiqued(critique, script));
                    case AwaitingGate waiting
                    when waiting.turnIndex() == critique.afterTurn() -> moved(waiting.critiqued(critique, script));
                    case Queued _, AwaitingTurn _, AwaitingCritique _, AwaitingGate _, AwaitingVerdict _, Finished _ ->
                        ignored(state);
                };
            case GateOverdue overdue ->
                state instanceof AwaitingGate waiting && waiting.turnIndex() == overdue.afterTurn()
                        ? moved(waiting.accepted())
                        : ignored(state);
            case Judged verdict ->
                state instanceof AwaitingVerdict waiting ? moved(waiting.judged(verdict)) : ignored(state);
            case BudgetSpent spent ->
                switch (state) {
                    case Working working -> moved(working.outOfBudget(spent));
                    case AwaitingGate waiting -> moved(waiting.accepted());
                    case AwaitingVerdict _, Finished _ -> ignored(state);
                };
            case Cancel _ ->
                switch (state) {
                    case Live live -> moved(live.cancelled());
                    case Finished _ -> ignored(state);
                };
        };
    }

    private static TraceState afterTurn(AwaitingTurn waiting, TurnOutcome outcome, TraceScript script) {
        return switch (outcome) {
            case Answered answered -> waiting.answered(answered, script);
            case Failed failed -> waiting.failed(failed);
            case Poisoned _ -> waiting.poisoned();
        };
    }

    private static Transition moved(TraceState next) {
        return new Transition.Moved(next);
    }

    private static Transition ignored(TraceState state) {
        return new Transition.Ignored(state);
    }
}

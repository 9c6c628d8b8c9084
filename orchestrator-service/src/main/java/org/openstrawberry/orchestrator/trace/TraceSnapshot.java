package org.openstrawberry.orchestrator.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingCritique;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingGate;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingTurn;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingVerdict;
import org.openstrawberry.orchestrator.trace.TraceState.Finished;
import org.openstrawberry.orchestrator.trace.TraceState.Queued;

/**
 * A state as it is stored: the trace's own columns, and kind and prompt from the row of the turn whose index is
 * {@code turnCount}. From it the state comes back complete, so a process that never saw the trace derives the same
 * outstanding command.
 *
 * @param turnCount turns that were folded into the trace
 * @param kind of the turn that is waited for; null in other states
 * @param prompt of the turn that is waited for; null in other states
 * @param answer waiting for a critic, proposed or judged; null without one
 * @param endReason null unless finished
 * @param verdict null unless finished and judged
 */
public record TraceSnapshot(
        TraceStatus status,
        int turnCount,
        @Nullable TurnKind kind,
        @Nullable String prompt,
        @Nullable String answer,
        @Nullable EndReason endReason,
        @Nullable VerdictOutcome verdict) {

    /** What to store of a state. */
    public static TraceSnapshot of(TraceState state) {
        TraceStatus status = state.status();
        int turnCount = state.turnCount();
        return switch (state) {
            case Queued _, AwaitingCritique _ -> new TraceSnapshot(status, turnCount, null, null, null, null, null);
            case AwaitingTurn waiting ->
                new TraceSnapshot(status, turnCount, waiting.kind(), waiting.prompt(), null, null, null);
            case AwaitingGate waiting -> new TraceSnapshot(status, turnCount, null, null, waiting.answer(), null, null);
            case AwaitingVerdict waiting ->
                new TraceSnapshot(status, turnCount, null, null, waiting.answer(), null, null);
            case Finished finished ->
                new TraceSnapshot(
                        status,
                        turnCount,
                        null,
                        null,
                        finished.answer().orElse(null),
                        finished.reason(),
                        finished.verdict().orElse(null));
        };
    }

    /**
     * The state that was stored.
     *
     * @throws IllegalStateException when a column that the status needs is null
     */
    public TraceState state() {
        return switch (status) {
            case QUEUED -> new Queued();
            case AWAITING_TURN ->
                new AwaitingTurn(turnCount, present(kind, "turn's kind"), present(prompt, "turn's prompt"));
            case AWAITING_CRITIQUE ->
                answer == null ? new AwaitingCritique(turnCount - 1) : new AwaitingGate(turnCount - 1, answer);
            case AWAITING_VERDICT -> new AwaitingVerdict(turnCount - 1, present(answer, "proposed answer"));
            case FINISHED ->
                new Finished(
                        present(endReason, "end reason"),
                        turnCount,
                        Optional.ofNullable(answer),
                        Optional.ofNullable(verdict));
        };
    }

    private <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("a trace in status " + status + " needs its " + name);
        }
        return value;
    }
}

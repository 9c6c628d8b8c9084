package org.openstrawberry.orchestrator.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.reply.ReplyTags;
import org.openstrawberry.orchestrator.trace.TraceInput;
import org.openstrawberry.orchestrator.trace.TraceSnapshot;
import org.openstrawberry.orchestrator.trace.TraceState;
import org.openstrawberry.orchestrator.trace.TraceTotals;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.critique.CritiqueSchedule;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.verdict.Verdict;

/** Reads the state machine's states and inputs from the rows that they are stored in. */
final class TraceStates {
    private static final String UNTITLED = "Step";

    private TraceStates() {}

    /** The state of a stored trace; {@code awaited} is its turn at index {@code turnCount}, if there is one. */
    static TraceState of(Trace trace, @Nullable Turn awaited) {
        return new TraceSnapshot(
                        trace.status,
                        trace.turnCount,
                        awaited == null ? null : awaited.kind,
                        awaited == null ? null : awaited.prompt,
                        trace.answer == null ? trace.proposedAnswer : trace.answer,
                        trace.endReason,
                        null)
                .state();
    }

    /** How the turn ended, as far as it did. */
    static Optional<TraceInput> outcome(Turn turn, Trace trace, Run run) {
        return switch (turn.status) {
            case PENDING, RUNNING, CANCELLED -> Optional.empty();
            case COMPLETED -> {
                String reply = required(turn.reply, trace, "the reply of turn " + turn.index);
                yield Optional.of(new TraceInput.Answered(
                        turn.index,
                        reply,
                        finalAnswer(turn, reply),
                        totals(trace),
                        critiqueDue(turn, trace, run),
                        trace.gateReturns));
            }
            case FAILED ->
                Optional.of(new TraceInput.Failed(
                        turn.index, required(turn.errorCode, trace, "the error of turn " + turn.index)));
            case POISONED -> Optional.of(new TraceInput.Poisoned(turn.index));
        };
    }

    /** What the critic said, once it did. */
    static Optional<TraceInput> outcome(Critique critique) {
        boolean made = critique.status == TurnStatus.COMPLETED
                || critique.status == TurnStatus.FAILED
                || critique.status == TurnStatus.POISONED;
        return made && critique.outcome != null
                ? Optional.of(new TraceInput.Critiqued(
                        critique.afterTurn, critique.outcome, critique.text == null ? "" : critique.text))
                : Optional.empty();
    }

    /** What the judge said. */
    static TraceInput outcome(Verdict verdict) {
        return new TraceInput.Judged(verdict.outcome, Optional.ofNullable(verdict.extracted));
    }

    private static Optional<String> finalAnswer(Turn turn, String reply) {
        FinishReason finishReason =
                turn.finishReason == null ? FinishReason.OTHER : FinishReason.valueOf(turn.finishReason);
        return ReplyTags.parse(reply, finishReason, UNTITLED).finalAnswer();
    }

    private static boolean critiqueDue(Turn turn, Trace trace, Run run) {
        return CritiqueSchedule.dueAfter(run.settings.verifier(), trace.seed, turn.index)
                .isPresent();
    }

    private static TraceTotals totals(Trace trace) {
        boolean metered = trace.callsUnmetered < trace.calls;
        BigDecimal cost = trace.cost;
        return new TraceTotals(
                metered ? trace.inputTokens + trace.outputTokens : null, cost, Duration.ofMillis(trace.thinkingMillis));
    }

    private static <T> T required(@Nullable T value, Trace trace, String what) {
        if (value == null) {
            throw new IllegalStateException("trace " + trace.id + " is " + trace.status + " but lacks " + what);
        }
        return value;
    }
}

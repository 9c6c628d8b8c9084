package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.orchestrator.trace.Command.Finish;
import org.openstrawberry.orchestrator.trace.Command.ProposeAnswer;
import org.openstrawberry.orchestrator.trace.Command.RequestCritique;
import org.openstrawberry.orchestrator.trace.Command.RequestTurn;
import org.openstrawberry.orchestrator.trace.TraceInput.Answered;
import org.openstrawberry.orchestrator.trace.TraceInput.BudgetSpent;
import org.openstrawberry.orchestrator.trace.TraceInput.Cancel;
import org.openstrawberry.orchestrator.trace.TraceInput.Critiqued;
import org.openstrawberry.orchestrator.trace.TraceInput.Failed;
import org.openstrawberry.orchestrator.trace.TraceInput.GateOverdue;
import org.openstrawberry.orchestrator.trace.TraceInput.Judged;
import org.openstrawberry.orchestrator.trace.TraceInput.Poisoned;
import org.openstrawberry.orchestrator.trace.TraceInput.Start;

/**
 * The world around one trace, as small as it can be: it stores the trace as a snapshot, carries out commands and keeps
 * every event that ever happened, so that each can be delivered again.
 *
 * <p>What a model, a critic or a judge says depends on the world's seed and the index alone: a turn that is asked twice
 * answers the same twice, so two drives through one world differ only in what is delivered when and how often.
 */
final class TraceWorld {

    private final TraceScript script;
    private final long seed;
    private final List<RequestTurn> turns = new ArrayList<>();
    private final List<TraceInput> events = new ArrayList<>();
    private final List<Finish> ends = new ArrayList<>();
    private TraceSnapshot stored = TraceSnapshot.of(new TraceState.Queued());

    TraceWorld(TraceScript script, long seed) {
        this.script = script;
        this.seed = seed;
        events.add(new Start());
    }

    TraceState state() {
        return stored.state();
    }

    /** The turns that were requested, by index. */
    List<RequestTurn> turns() {
        return List.copyOf(turns);
    }

    /** The ends that were announced. */
    List<Finish> ends() {
        return List.copyOf(ends);
    }

    /** Delivers what the trace waits for. */
    void progress() {
        deliver(state().outstanding().map(this::eventFor).orElseGet(Start::new));
    }

    /** Delivers an event that happened before, whichever of them. */
    void redeliver(int which) {
        deliver(events.get(Math.floorMod(which, events.size())));
    }

    /** Carries out again what the trace waits for, as whoever doubts that it was done does. */
    void reap() {
        state().outstanding().ifPresent(this::carryOut);
    }

    /** Delivers something that belongs to a turn the trace is not at. */
    void confuse(int offset) {
        int index = state().turnCount() + (offset >= 0 ? offset + 1 : offset - 1);
        assertIgnored(new Poisoned(index));
        assertIgnored(new Failed(index, "TIMEOUT"));
        assertIgnored(TraceFixtures.answer(index, "nobody asked"));
        assertIgnored(new Critiqued(index + 1, CritiqueOutcome.FAIL, "nobody asked"));
    }

    /** Has the trace wait no longer for a critic to let its answer pass. */
    void loseCritic() {
        deliver(new GateOverdue(state().turnCount() - 1));
    }

    void cancel() {
        deliver(new Cancel());
    }

    void spendBudget() {
        deliver(new BudgetSpent(EndReason.COST_BUDGET));
    }

    private void assertIgnored(TraceInput input) {
        TraceState before = state();
        if (before instanceof TraceState.AwaitingCritique waiting
                && input instanceof Critiqued critique
                && waiting.afterTurn() == critique.afterTurn()) {
            return;
        }
        if (before instanceof TraceState.AwaitingGate waiting
                && input instanceof Critiqued critique
                && waiting.turnIndex() == critique.afterTurn()) {
            return;
        }
        assertThat(TraceMachine.apply(before, input, script)).isEqualTo(new Transition.Ignored(before));
    }

    private void deliver(TraceInput input) {
        TraceState before = state();
        Transition transition = TraceMachine.apply(before, input, script);
        assertThat(TraceMachine.apply(before, input, script)).isEqualTo(transition);
        switch (transition) {
            case Transition.Ignored ignored -> {
                assertThat(ignored.state()).isEqualTo(before);
                assertThat(ignored.command()).isEmpty();
            }
            case Transition.Moved moved -> {
                assertThat(before).isNotInstanceOf(TraceState.Finished.class);
                assertThat(moved.state().turnCount() - before.turnCount()).isBetween(0, 1);
                stored = TraceSnapshot.of(moved.state());
                assertThat(state()).isEqualTo(moved.state());
                assertThat(state().outstanding()).isEqualTo(moved.command());
                carryOut(moved.command().orElseThrow());
                // The very same event once more changes nothing.
                assertThat(TraceMachine.apply(state(), input, script)).isInstanceOf(Transition.Ignored.class);
            }
        }
        assertThat(state().outstanding().isPresent()).isEqualTo(!(state() instanceof TraceState.Queued));
    }

    /** As the store does it: once per index, and never another command for the same index. */
    private void carryOut(Command command) {
        switch (command) {
            case RequestTurn turn -> {
                assertThat(turn.index()).as("indices are contiguous").isBetween(0, turns.size());
                if (turn.index() == turns.size()) {
                    turns.add(turn);
                    events.add(eventFor(turn));
                    // A verifier may be done before the turn was folded.
                    events.add(critique(turn.index()));
                } else {
                    assertThat(turn).isEqualTo(turns.get(turn.index()));
                }
            }
            case RequestCritique critique -> assertThat(critique.afterTurn()).isEqualTo(turns.size() - 1);
            case ProposeAnswer answer -> {
                assertThat(answer.turnIndex()).isEqualTo(turns.size() - 1);
                events.add(eventFor(answer));
            }
            case Finish end -> {
                if (!ends.contains(end)) {
                    ends.add(end);
                }
            }
        }
    }

    private TraceInput eventFor(Command command) {
        return switch (command) {
            case RequestTurn turn -> reply(turn.index());
            case RequestCritique critique -> critique(critique.afterTurn());
            case ProposeAnswer _ -> new Judged(VerdictOutcome.CORRECT, Optional.empty());
            case Finish _ -> new Start();
        };
    }

    private TraceInput reply(int index) {
        SplittableRandom random = new SplittableRandom(seed * 31 + index);
        int dice = random.nextInt(100);
        if (dice == 0) {
            return new Poisoned(index);
        }
        if (dice <= 2) {
            return new Failed(index, dice == 1 ? "TIMEOUT" : "CONTEXT_LENGTH");
        }
        Optional<String> answer = dice <= 10 ? Optional.of("answer " + index) : Optional.empty();
        boolean metered = dice % 2 == 0;
        TraceTotals totals = new TraceTotals(
                metered ? 100L * (index + 1) : null,
                metered ? new BigDecimal("0.01").multiply(BigDecimal.valueOf(index + 1L)) : null,
                Duration.ofSeconds(index + 1L));
        return new Answered(index, "reply " + index, answer, totals, random.nextInt(3) == 0, returned(index));
    }

    /** In mode GATE every FEEDBACK turn stands for an answer that was sent back. */
    private int returned(int index) {
        return (int) turns.stream()
                .filter(turn -> turn.index() <= index && turn.kind() == TurnKind.FEEDBACK)
                .count();
    }

    private Critiqued critique(int afterTurn) {
        CritiqueOutcome[] outcomes = CritiqueOutcome.values();
        CritiqueOutcome outcome = outcomes[new SplittableRandom(seed * 37 + afterTurn).nextInt(outcomes.length)];
        return new Critiqued(afterTurn, outcome, afterTurn % 4 == 0 ? "" : "critique of turn " + afterTurn);
    }
}

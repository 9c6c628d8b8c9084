package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.trace.TraceInput;
import org.openstrawberry.orchestrator.trace.TraceMachine;
import org.openstrawberry.orchestrator.trace.TraceScript;
import org.openstrawberry.orchestrator.trace.TraceState;
import org.openstrawberry.orchestrator.trace.Transition;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.turn.TurnQueue;

/**
 * Moves traces as far as their rows say they can go. What has happened is read from the rows under the lock of the trace
 * and never from an event, so that an event that comes twice, late or in another order changes nothing, and a lost one
 * is made good by calling this again.
 */
@ApplicationScoped
public class TraceAdvancer {
    private final RunScripts scripts;
    private final Outbox outbox;
    private final TurnQueue turns;
    private final Ids ids;
    private final InstantSource clock;

    TraceAdvancer(RunScripts scripts, Outbox outbox, TurnQueue turns, Ids ids, InstantSource clock) {
        this.scripts = scripts;
        this.outbox = outbox;
        this.turns = turns;
        this.ids = ids;
        this.clock = clock;
    }

    /** What moves a trace: what its rows say, or a wish. */
    private interface Cause {
        Optional<TraceInput> of(Trace trace, Optional<TraceInput> rows);
    }

    /** Takes in what turns, critics and the judge have brought since. */
    @Transactional
    Advance advance(Collection<UUID> traceIds) {
        return move(traceIds, (_, rows) -> rows);
    }

    /** Begins those of the traces that have not begun. */
    @Transactional
    Advance start(Collection<UUID> traceIds) {
        return move(traceIds, (_, _) -> Optional.of(new TraceInput.Start()));
    }

    /** Ends those of the traces that have not ended. */
    @Transactional
    Advance cancel(Collection<UUID> traceIds) {
        return move(traceIds, (_, _) -> Optional.of(new TraceInput.Cancel()));
    }

    /**
     * Ends those of the traces that need a further call, because their run has no money for one; an answer that waits
     * for a critic is accepted. What has come meanwhile is taken in first: it is paid for.
     */
    @Transactional
    Advance stop(Collection<UUID> traceIds, EndReason reason) {
        return move(traceIds, (_, rows) -> rows.or(() -> Optional.of(new TraceInput.BudgetSpent(reason))));
    }

    /**
     * Accepts answers whose critique has not come in time. One that has come meanwhile is taken in instead.
     *
     * @param gates by trace, the turn that gave the answer
     */
    @Transactional
    Advance acceptOverdue(Map<UUID, Integer> gates) {
        return move(
                gates.keySet(),
                (trace, rows) ->
                        rows.or(() -> Optional.ofNullable(gates.get(trace.id)).map(TraceInput.GateOverdue::new)));
    }

    private Advance move(Collection<UUID> traceIds, Cause cause) {
        List<Trace> traces = Trace.lock(traceIds).stream()
                .filter(trace -> trace.status != TraceStatus.FINISHED)
                .toList();
        if (traces.isEmpty()) {
            return Advance.NOTHING;
        }
        TraceBatch batch = TraceBatch.load(traces);
        TraceEffects effects = new TraceEffects(batch, ids, clock);
        for (Trace trace : traces) {
            move(trace, batch, cause, effects);
        }
        Trace.flush();
        return effects.commit(outbox, turns);
    }

    private void move(Trace trace, TraceBatch batch, Cause cause, TraceEffects effects) {
        Run run = batch.run(trace);
        Turn awaited = batch.awaited().get(trace.id);
        TraceScript script = scripts.of(run).trace(trace.seed, batch.problemText(trace));
        TraceState state = TraceStates.of(trace, awaited);
        boolean moved = false;
        Optional<TraceInput> input = cause.of(trace, batch.next(trace, awaited, run));
        // A critic may have been faster than this: go on until the rows know nothing more.
        while (input.isPresent()) {
            Transition transition = TraceMachine.apply(state, input.get(), script);
            if (transition instanceof Transition.Ignored) {
                break;
            }
            state = transition.state();
            moved = true;
            effects.record(trace, state);
            trace.stopped = input.get() instanceof TraceInput.BudgetSpent && state instanceof TraceState.Finished;
            input = batch.next(trace, null, run);
        }
        if (moved) {
            effects.carryOut(trace, run, awaited, state);
        }
    }
}

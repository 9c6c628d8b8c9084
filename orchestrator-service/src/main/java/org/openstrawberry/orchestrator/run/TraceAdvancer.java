package org.openstrawberry.orchestrator.run;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.trace.TraceInput;
import org.openstrawberry.orchestrator.trace.TraceMachine;
import org.openstrawberry.orchestrator.trace.TraceScript;
import org.openstrawberry.orchestrator.trace.TraceState;
import org.openstrawberry.orchestrator.trace.Transition;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.turn.TurnQueue;
import org.openstrawberry.store.verdict.Verdict;

/**
 * Moves traces as far as their rows say they can go. What has happened is read from the rows under the lock of the trace
 * and never from an event, so that an event that comes twice, late or in another order changes nothing, and a lost one
 * is made good by calling this again.
 */
@ApplicationScoped
public class TraceAdvancer {
    private final RunScripts scripts;
    private final RunBudgets budgets;
    private final Outbox outbox;
    private final TurnQueue turns;
    private final Ids ids;
    private final InstantSource clock;

    TraceAdvancer(
            RunScripts scripts, RunBudgets budgets, Outbox outbox, TurnQueue turns, Ids ids, InstantSource clock) {
        this.scripts = scripts;
        this.budgets = budgets;
        this.outbox = outbox;
        this.turns = turns;
        this.ids = ids;
        this.clock = clock;
    }

    /** Takes in what turns, critics and the judge have brought since. */
    @Transactional
    Advance advance(Collection<UUID> traceIds) {
        return move(traceIds, Optional.empty());
    }

    /** Begins those of the traces that have not begun. */
    @Transactional
    Advance start(Collection<UUID> traceIds) {
        return move(traceIds, Optional.of(new TraceInput.Start()));
    }

    /** Ends those of the traces that have not ended. */
    @Transactional
    Advance cancel(Collection<UUID> traceIds) {
        return move(traceIds, Optional.of(new TraceInput.Cancel()));
    }

    private Advance move(Collection<UUID> traceIds, Optional<TraceInput> request) {
        List<Trace> traces = Trace.lock(traceIds).stream()
                .filter(trace -> trace.status != TraceStatus.FINISHED)
                .toList();
        if (traces.isEmpty()) {
            return Advance.NOTHING;
        }
        Batch batch = Batch.load(traces, budgets);
        TraceEffects effects = new TraceEffects(ids, clock);
        for (Trace trace : traces) {
            move(trace, batch, request, effects);
        }
        Trace.flush();
        return effects.commit(outbox, turns);
    }

    private void move(Trace trace, Batch batch, Optional<TraceInput> request, TraceEffects effects) {
        Run run = batch.run(trace);
        Turn awaited = batch.awaited().get(trace.id);
        TraceScript script = scripts.of(run).trace(trace.seed, batch.problemText(trace));
        TraceState state = TraceStates.of(trace, awaited);
        boolean moved = false;
        // A critic may have been faster than this: go on until the rows know nothing more.
        for (Optional<TraceInput> input = request.or(() -> batch.next(trace, awaited, run)); input.isPresent(); ) {
            Transition transition = afford(
                    TraceMachine.apply(state, input.get(), script),
                    batch.spent().contains(run.id),
                    script);
            if (transition instanceof Transition.Ignored) {
                break;
            }
            state = transition.state();
            moved = true;
            effects.record(trace, state);
            input = batch.next(trace, null, run);
        }
        if (moved) {
            effects.carryOut(trace, run, awaited, state);
        }
    }

    /** A turn that the run can no longer afford is not asked for. */
    private static Transition afford(Transition transition, boolean spent, TraceScript script) {
        boolean asksForTurn = spent
                && transition instanceof Transition.Moved moved
                && moved.state() instanceof TraceState.AwaitingTurn;
        return asksForTurn
                ? TraceMachine.apply(transition.state(), new TraceInput.BudgetSpent(EndReason.TOKEN_BUDGET), script)
                : transition;
    }

    /** The rows that a batch of traces depends on, each kind read by one query. */
    private record Batch(
            Map<UUID, Run> runs,
            Set<UUID> spent,
            Map<UUID, String> problemTexts,
            Map<UUID, Turn> awaited,
            Map<UUID, Critique> critiques,
            Map<UUID, Verdict> verdicts) {

        static Batch load(List<Trace> traces, RunBudgets budgets) {
            List<Run> runs = Run.list(
                    "id in ?1", traces.stream().map(trace -> trace.runId).collect(toSet()));
            Set<UUID> unread =
                    in(traces, TraceStatus.QUEUED).map(trace -> trace.problemId).collect(toSet());
            List<Problem> problems = unread.isEmpty() ? List.of() : Problem.list("id in ?1", unread);
            boolean mayWaitForCritics = runs.stream().anyMatch(TraceAdvancer::waitsForCritics);
            return new Batch(
                    index(runs, run -> run.id),
                    runs.stream().filter(budgets::isSpent).map(run -> run.id).collect(toSet()),
                    problems.stream().collect(toMap(problem -> problem.id, problem -> problem.prompt)),
                    index(Turn.awaitedBy(ids(in(traces, TraceStatus.AWAITING_TURN))), turn -> turn.traceId),
                    mayWaitForCritics
                            ? index(Critique.latestOf(ids(traces.stream())), critique -> critique.traceId)
                            : Map.of(),
                    index(Verdict.ofTraces(ids(in(traces, TraceStatus.AWAITING_VERDICT))), verdict -> verdict.traceId));
        }

        private static Stream<Trace> in(List<Trace> traces, TraceStatus status) {
            return traces.stream().filter(trace -> trace.status == status);
        }

        private static List<UUID> ids(Stream<Trace> traces) {
            return traces.map(trace -> trace.id).toList();
        }

        private static <T> Map<UUID, T> index(List<T> rows, Function<T, UUID> key) {
            return rows.stream().collect(toMap(key, identity()));
        }

        Run run(Trace trace) {
            Run run = runs.get(trace.runId);
            if (run == null) {
                throw new IllegalStateException("trace " + trace.id + " belongs to no run");
            }
            return run;
        }

        /** The problem of a trace that is about to begin; nobody asks for it later. */
        String problemText(Trace trace) {
            return problemTexts.getOrDefault(trace.problemId, "");
        }

        /** What the rows say about the thing that the trace waits for. */
        Optional<TraceInput> next(Trace trace, @Nullable Turn turn, Run run) {
            return switch (trace.status) {
                case QUEUED, FINISHED -> Optional.empty();
                case AWAITING_TURN -> Optional.ofNullable(turn).flatMap(it -> TraceStates.outcome(it, trace, run));
                case AWAITING_CRITIQUE ->
                    Optional.ofNullable(critiques.get(trace.id))
                            .filter(critique -> critique.afterTurn == trace.turnCount - 1)
                            .flatMap(TraceStates::outcome);
                case AWAITING_VERDICT ->
                    Optional.ofNullable(verdicts.get(trace.id)).map(TraceStates::outcome);
            };
        }
    }

    private static boolean waitsForCritics(Run run) {
        return switch (run.settings.verifier().mode()) {
            case OFF, OBSERVE -> false;
            case FEEDBACK, GATE -> true;
        };
    }
}

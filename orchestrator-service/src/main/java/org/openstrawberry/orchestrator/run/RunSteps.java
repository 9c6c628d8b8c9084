package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.prompt.Prompt;
import org.openstrawberry.orchestrator.trace.TraceSeed;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.budget.Budgets;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.SystemPrompt;
import org.openstrawberry.store.trace.Trace;

/** The steps by which a run goes on, each a transaction that holds the run's lock. */
@ApplicationScoped
public class RunSteps {
    /** Rows that one transaction lays out, and traces that it begins or ends, at most. */
    static final int CHUNK = 500;

    private final RunScripts scripts;
    private final Budgets budgets;
    private final Ids ids;
    private final InstantSource clock;

    RunSteps(RunScripts scripts, Budgets budgets, Ids ids, InstantSource clock) {
        this.scripts = scripts;
        this.budgets = budgets;
        this.ids = ids;
        this.clock = clock;
    }

    /** What is to be done next for a run. */
    sealed interface Next {
        /** Nothing, until something happens. */
        record Wait() implements Next {}

        /** More of the same at once. */
        record Again() implements Next {}

        /** Begin these traces. */
        record Start(List<UUID> traceIds) implements Next {}

        /** End these traces. */
        record Cancel(List<UUID> traceIds) implements Next {}

        /** End these traces, for which there is no money. */
        record Stop(List<UUID> traceIds, EndReason reason) implements Next {}

        /** Let these traces go on, for which there is money again. */
        record Reopen(List<UUID> traceIds) implements Next {}
    }

    /** Decides what comes next for the run and does what needs no other transaction. */
    @Transactional
    Next step(UUID runId) {
        Optional<Run> locked = Run.tryLock(runId);
        if (locked.isEmpty()) {
            return new Next.Wait();
        }
        Run run = locked.get();
        return switch (run.status) {
            case QUEUED -> {
                run.status = RunStatus.RUNNING;
                run.startedAt = clock.instant();
                yield new Next.Again();
            }
            case RUNNING -> Budget.find(run.id).map(budget -> work(run, budget)).orElseGet(() -> work(run));
            case CANCELLED -> cancel(run);
            case PAUSED, FINISHED, FAILED -> new Next.Wait();
        };
    }

    /** Traces go on before anything else, so that a run is either being stopped or being reopened, never both. */
    private Next work(Run run, Budget budget) {
        EndReason stopped = budget.stopReason;
        if (stopped != null) {
            return stop(run, stopped);
        }
        List<UUID> reopened = Trace.findStopped(run.id, CHUNK);
        if (!reopened.isEmpty()) {
            return new Next.Reopen(reopened);
        }
        Next next = work(run);
        return next instanceof Next.Wait && run.finishedAt == null && budget.reservedTokens == 0 && exhaust(budget)
                ? new Next.Again()
                : next;
    }

    /** With the budgets locked no call can begin, so what is found here stays true. */
    private boolean exhaust(Budget budget) {
        UUID parent = budget.parentId;
        Budget.lockAll(parent == null ? List.of(budget.id) : List.of(budget.id, parent));
        Optional<Budgets.Exhaustion> exhaustion = budgets.exhausted(budget);
        exhaustion.ifPresent(found -> {
            budget.stopReason = found.reason();
            budget.stoppedByParent = found.byParent();
        });
        return exhaustion.isPresent();
    }

    private Next stop(Run run, EndReason reason) {
        List<UUID> working = Trace.findWorking(run.id, CHUNK);
        if (!working.isEmpty()) {
            return new Next.Stop(working, reason);
        }
        return layOutOrFinish(run, Trace.findUnfinished(run.id, 1).isEmpty());
    }

    private Next work(Run run) {
        long inFlight = Trace.countInFlight(run.id);
        long room = run.settings.concurrency() - inFlight;
        List<UUID> queued = room > 0 ? Trace.findQueued(run.id, (int) Math.min(room, CHUNK)) : List.of();
        if (!queued.isEmpty()) {
            return new Next.Start(queued);
        }
        return layOutOrFinish(run, inFlight == 0);
    }

    /** {@code idle} says that no trace is in flight; the caller has seen that none is queued. */
    private Next layOutOrFinish(Run run, boolean idle) {
        if (run.tracesCreated < run.tracesPlanned) {
            layOut(run);
            return new Next.Again();
        }
        if (idle) {
            run.status = RunStatus.FINISHED;
            run.finishedAt = clock.instant();
        }
        return new Next.Wait();
    }

    /** Ends a run that cannot go on. None of its turns is claimed from now on, so it costs nothing more. */
    @Transactional
    void fail(UUID runId, String reason) {
        Run.tryLock(runId).filter(run -> !run.status.isTerminal()).ifPresent(run -> {
            run.status = RunStatus.FAILED;
            run.failure = reason;
            run.finishedAt = clock.instant();
        });
    }

    private Next cancel(Run run) {
        List<UUID> unfinished = Trace.findUnfinished(run.id, CHUNK);
        if (unfinished.isEmpty()) {
            if (run.finishedAt == null) {
                run.finishedAt = clock.instant();
            }
            return new Next.Wait();
        }
        return new Next.Cancel(unfinished);
    }

    /**
     * Makes the run's next traces, in the caller's transaction, which must hold the run's lock or have made the run. The
     * first sample of every problem comes before the second of any, so that early figures cover the whole set.
     */
    void layOut(Run run) {
        int first = run.tracesCreated;
        int end = Math.min(run.tracesPlanned, first + CHUNK);
        Set<String> storedPrompts = new HashSet<>();
        Instant now = clock.instant();
        List<Trace> traces = new ArrayList<>(end - first);
        for (int place = first; place < end; ) {
            int sample = place / run.problems;
            int position = place % run.problems;
            int count = Math.min(end - place, run.problems - position);
            for (Problem problem : Problem.inOrder(run.problemSetId, position, count)) {
                traces.add(queued(run, problem, sample, now, storedPrompts));
            }
            place += count;
        }
        Trace.persist(traces);
        run.tracesCreated = end;
    }

    private Trace queued(Run run, Problem problem, int sample, Instant now, Set<String> storedPrompts) {
        Trace trace = new Trace();
        trace.id = ids.next();
        trace.runId = run.id;
        trace.problemId = problem.id;
        trace.sample = sample;
        trace.seed = TraceSeed.of(run.settings.seed(), problem.position, sample);
        trace.status = TraceStatus.QUEUED;
        trace.createdAt = now;
        trace.statusSince = now;
        Prompt system = scripts.of(run).systemPrompt(trace.seed);
        trace.systemPromptId = SystemPrompt.idOf(system.reference(), system.text());
        if (storedPrompts.add(trace.systemPromptId)) {
            SystemPrompt.store(trace.systemPromptId, system.text());
        }
        return trace;
    }
}

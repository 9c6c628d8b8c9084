package org.openstrawberry.orchestrator.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Loops;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.store.run.Run;

/**
 * Keeps the runs going: lays out their traces, begins as many as may be in flight, notices the end. One thread for all
 * runs, woken by nudges; a timer makes good what a crash or another process's nudge left undone.
 */
@ApplicationScoped
public class RunScheduler {
    private static final Logger LOG = Logger.getLogger(RunScheduler.class);
    /** Steps of one run before the next run gets its turn. */
    private static final int STEPS_PER_VISIT = 8;

    private static final int FAILURES_UNTIL_GIVEN_UP = 5;

    private final RunSteps steps;
    private final TraceProgress progress;
    private final RunNudges nudges;
    private final RunScripts scripts;
    private final OrchestratorConfig config;
    private final InstantSource clock;
    private final Rest untilNudged;
    private final Loop loop;
    /** How often in a row each run failed for a reason that does not pass. Used by the loop's thread only. */
    private final Map<UUID, Integer> failures = new HashMap<>();

    private Instant nextSweep = Instant.MIN;

    RunScheduler(
            RunSteps steps,
            TraceProgress progress,
            RunNudges nudges,
            RunScripts scripts,
            OrchestratorConfig config,
            InstantSource clock,
            Loops loops) {
        this.steps = steps;
        this.progress = progress;
        this.nudges = nudges;
        this.scripts = scripts;
        this.config = config;
        this.clock = clock;
        this.untilNudged = Rest.upTo(config.scheduler().interval());
        this.loop = new Loop("run-scheduler", this::round);
        nudges.listen(loop::wake);
        loops.watch(loop);
    }

    void start(@Observes @Priority(2000) StartupEvent startup) {
        loop.start(untilNudged);
    }

    void stop(@Observes @Priority(1000) ShutdownEvent shutdown) {
        loop.close();
    }

    private Rest round() {
        Set<UUID> due = new LinkedHashSet<>(nudges.take());
        if (!clock.instant().isBefore(nextSweep)) {
            nextSweep = clock.instant().plus(config.scheduler().interval());
            List<UUID> unfinished = unfinished();
            scripts.retain(unfinished);
            failures.keySet().retainAll(unfinished);
            due.addAll(unfinished);
        }
        for (UUID runId : due) {
            if (loop.carryOn()) {
                visit(runId);
            }
        }
        return untilNudged;
    }

    @Transactional
    List<UUID> unfinished() {
        return Run.unfinished().stream().map(run -> run.id).toList();
    }

    /** A run that fails here must not stop the others. */
    private void visit(UUID runId) {
        try {
            for (int step = 0; step < STEPS_PER_VISIT; step++) {
                switch (steps.step(runId)) {
                    case RunSteps.Next.Wait _ -> {
                        failures.remove(runId);
                        return;
                    }
                    case RunSteps.Next.Again _ -> {}
                    case RunSteps.Next.Start start -> progress.start(start.traceIds());
                    case RunSteps.Next.Cancel cancel -> progress.cancel(cancel.traceIds());
                    case RunSteps.Next.Stop stop -> progress.stop(stop.traceIds(), stop.reason());
                    case RunSteps.Next.Reopen reopen -> progress.reopen(reopen.traceIds());
                }
            }
            nudges.nudge(Set.of(runId));
        } catch (RuntimeException e) {
            if (TransientFailures.isTransient(e)) {
                LOG.warnf("run %s waits: %s", runId, e.getMessage());
            } else {
                failed(runId, e);
            }
        }
    }

    private void failed(UUID runId, RuntimeException failure) {
        int count = failures.merge(runId, 1, Integer::sum);
        LOG.errorf(failure, "run %s cannot go on, time %d of %d", runId, count, FAILURES_UNTIL_GIVEN_UP);
        if (count >= FAILURES_UNTIL_GIVEN_UP) {
            steps.fail(runId, "It could not go on: " + failure);
        }
    }
}

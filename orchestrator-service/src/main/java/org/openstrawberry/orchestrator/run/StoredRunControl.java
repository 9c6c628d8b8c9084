package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.run.RunConflictException.Code;
import org.openstrawberry.store.critique.CritiqueReaper;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;

/** Changes the rows that claims, the scheduler and the state machine look at. */
@ApplicationScoped
public class StoredRunControl implements RunControl {
    private final RunNudges nudges;
    private final TraceProgress progress;
    private final CritiqueReaper critiques;
    private final InstantSource clock;

    StoredRunControl(RunNudges nudges, TraceProgress progress, CritiqueReaper critiques, InstantSource clock) {
        this.nudges = nudges;
        this.progress = progress;
        this.critiques = critiques;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void pauseRun(UUID runId) {
        Run run = locked(runId);
        switch (run.status) {
            case QUEUED, RUNNING -> run.status = RunStatus.PAUSED;
            case PAUSED -> {}
            case FINISHED, CANCELLED, FAILED -> throw over("Run", runId, run.status.name(), "paused");
        }
    }

    @Override
    public void resumeRun(UUID runId) {
        resume(runId);
        nudges.nudge(List.of(runId));
    }

    @Transactional
    void resume(UUID runId) {
        Run run = locked(runId);
        switch (run.status) {
            case PAUSED -> {
                run.status = run.startedAt == null ? RunStatus.QUEUED : RunStatus.RUNNING;
                critiques.restartWaiting(runId);
            }
            case QUEUED, RUNNING -> {}
            case FINISHED, CANCELLED, FAILED -> throw over("Run", runId, run.status.name(), "resumed");
        }
    }

    @Override
    public void cancelRun(UUID runId) {
        cancel(runId);
        nudges.nudge(List.of(runId));
    }

    @Transactional
    void cancel(UUID runId) {
        Run run = locked(runId);
        switch (run.status) {
            case QUEUED, RUNNING, PAUSED -> run.status = RunStatus.CANCELLED;
            case CANCELLED -> {}
            case FINISHED, FAILED -> throw over("Run", runId, run.status.name(), "cancelled");
        }
    }

    @Override
    @Transactional
    public void pauseTrace(UUID traceId) {
        unfinished(traceId, "paused").paused = true;
    }

    @Override
    @Transactional
    public void resumeTrace(UUID traceId) {
        Trace trace = unfinished(traceId, "resumed");
        trace.paused = false;
        if (trace.status == TraceStatus.AWAITING_CRITIQUE) {
            trace.statusSince = clock.instant();
        }
    }

    @Override
    public void cancelTrace(UUID traceId) {
        if (!isCancelled(traceId)) {
            progress.cancel(List.of(traceId));
        }
    }

    @Transactional
    boolean isCancelled(UUID traceId) {
        Trace trace = existing(traceId);
        if (trace.endReason == EndReason.CANCELLED) {
            return true;
        }
        requireUnfinished(trace, "cancelled");
        return false;
    }

    private static Run locked(UUID runId) {
        return Run.lock(runId)
                .orElseThrow(() -> new RunConflictException(Code.NOT_FOUND, "There is no run " + runId + "."));
    }

    private static Trace existing(UUID traceId) {
        return Trace.lock(List.of(traceId)).stream()
                .findFirst()
                .orElseThrow(() -> new RunConflictException(Code.NOT_FOUND, "There is no trace " + traceId + "."));
    }

    private static Trace unfinished(UUID traceId, String wish) {
        Trace trace = existing(traceId);
        requireUnfinished(trace, wish);
        return trace;
    }

    private static void requireUnfinished(Trace trace, String wish) {
        if (trace.status == TraceStatus.FINISHED) {
            throw over("Trace", trace.id, "FINISHED", wish);
        }
    }

    private static RunConflictException over(String what, UUID id, String status, String wish) {
        return new RunConflictException(
                Code.ALREADY_OVER, what + " " + id + " is " + status + " and can no longer be " + wish + ".");
    }
}

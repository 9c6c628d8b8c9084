package org.openstrawberry.orchestrator.run;

import java.util.UUID;

/**
 * Pauses, resumes and cancels. Each call may be repeated: what is paused already stays paused. A turn that is running
 * when its trace is paused is completed and taken in; the next one waits.
 */
public interface RunControl {
    /** @throws RunConflictException when the run is over */
    void pauseRun(UUID runId);

    /** @throws RunConflictException when the run is over */
    void resumeRun(UUID runId);

    /** @throws RunConflictException when the run is over for another reason */
    void cancelRun(UUID runId);

    /** @throws RunConflictException when the trace is over */
    void pauseTrace(UUID traceId);

    /** @throws RunConflictException when the trace is over */
    void resumeTrace(UUID traceId);

    /** @throws RunConflictException when the trace is over for another reason */
    void cancelTrace(UUID traceId);
}

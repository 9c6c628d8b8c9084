package org.openstrawberry.orchestrator.run;

import java.util.UUID;

/**
 * Pauses, resumes and cancels. Each call may be repeated: what is paused already stays paused. A turn that is running
 * when its trace is paused is completed and taken in; the next one waits.
 */
public interface RunControl {
    /**
     * Lets no turn of the run be claimed any more.
     *
     * @throws RunConflictException when the run is over
     */
    void pauseRun(UUID runId);

    /**
     * Lets the turns of the run be claimed again.
     *
     * @throws RunConflictException when the run is over
     */
    void resumeRun(UUID runId);

    /**
     * Ends every trace of the run that has not ended.
     *
     * @throws RunConflictException when the run is over for another reason
     */
    void cancelRun(UUID runId);

    /**
     * Lets no turn of the trace be claimed any more.
     *
     * @throws RunConflictException when the trace is over
     */
    void pauseTrace(UUID traceId);

    /**
     * Lets the turns of the trace be claimed again.
     *
     * @throws RunConflictException when the trace is over
     */
    void resumeTrace(UUID traceId);

    /**
     * Ends the trace.
     *
     * @throws RunConflictException when the trace is over for another reason
     */
    void cancelTrace(UUID traceId);
}

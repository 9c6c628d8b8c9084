package org.openstrawberry.orchestrator.run;

import org.openstrawberry.store.run.Run;

/** Starts runs. */
public interface RunLauncher {
    /**
     * Stores the run; its traces are laid out and started from then on. The trace of an interactive run, which has one,
     * is there at once.
     *
     * @return the new run, or the one that an earlier request with the same key and body made
     * @throws RunConflictException when the key was used for another body
     */
    Run launch(RunRequest request);
}

package org.openstrawberry.orchestrator.events;

import java.util.Optional;
import java.util.UUID;

/** Knows how far runs have come. */
public interface RunProgressSource {

    /**
     * A run at a moment.
     *
     * @param over whether it has ended, with all its traces
     * @param progress JSON
     */
    record Snapshot(boolean over, String progress) {}

    /** How far the run has come; empty when there is no such run. May be a second old. */
    Optional<Snapshot> progress(UUID runId);

    /** All that is known of the run, as JSON; empty when there is no such run. */
    Optional<String> report(UUID runId);
}

package org.openstrawberry.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Notices that a pause was far longer than it was meant to be: the machine slept, or the process was stopped. */
final class PauseWatch {
    private final InstantSource clock;
    private final Duration longest;
    private Instant begun = Instant.MAX;

    /** @param longest that a pause of a process that runs can take */
    PauseWatch(InstantSource clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    /** A pause begins. */
    void begin() {
        begun = clock.instant();
    }

    /** Whether the pause that now ends was too long; false before the first. */
    boolean wasLong() {
        return begun.isBefore(clock.instant().minus(longest));
    }
}

package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a component.
 *
 * @param pid of its process, if it runs
 * @param age of its process, if it runs
 */
public record ComponentStatus(String name, int port, State state, OptionalLong pid, Optional<Duration> age) {
    /** How a component is. */
    public enum State {
        /** It does its work. */
        READY,
        /** Its process runs, but it does not say that it is ready. */
        NOT_READY,
        /** It has a pid file and no process: it died. */
        DIED,
        /** It was not started. */
        STOPPED
    }
}

package org.openstrawberry.orchestrator.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets only so many requests do something at a time, in order; others wait for a while and are then told to come back. */
final class Gate {
    private final Semaphore permits;
    private final Duration wait;
    private final String what;

    /**
     * A gate.
     *
     * @param atOnce how many may be inside
     * @param wait how long others wait
     * @param what they wait for, in the plural
     */
    Gate(int atOnce, Duration wait, String what) {
        this.permits = new Semaphore(atOnce, true);
        this.wait = wait;
        this.what = what;
    }

    /** Being inside, until it is closed. */
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ApiException when there is no room in time */
    Pass enter() {
        try {
            if (permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return permits::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ApiException(
                ErrorCode.BUSY, "As many " + what + " as may be at a time are under way; try again in a few seconds");
    }
}

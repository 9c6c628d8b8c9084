package org.openstrawberry.messaging.commit;

import java.time.Duration;

/**
 * How long to wait before trying again: doubling from the first delay up to the longest.
 *
 * @param first delay after the first failure
 * @param longest delay that is never exceeded
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MAXIMUM_DOUBLINGS = 30;

    /** From 50 ms to 5 s, which suits a database that restarts. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    /**
     * Checks the delays.
     *
     * @throws IllegalArgumentException when the first is not positive or exceeds the longest
     */
    public Backoff {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("backoff from " + first + " to " + longest);
        }
    }

    /**
     * The delay after so many failures in a row.
     *
     * @param failures 1 after the first failure
     */
    public Duration after(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), MAXIMUM_DOUBLINGS);
        Duration delay = first.multipliedBy(1L << doublings);
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}

package org.openstrawberry.messaging.loop;

import java.time.Duration;

/**
 * How long a loop rests between two steps.
 *
 * @param atLeast even when woken
 * @param atMost unless woken
 */
public record Rest(Duration atLeast, Duration atMost) {
    /** The next step begins at once. */
    public static final Rest NONE = exactly(Duration.ZERO);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException when the shortest is negative or exceeds the longest
     */
    public Rest {
        if (atLeast.isNegative() || atLeast.compareTo(atMost) > 0) {
            throw new IllegalArgumentException("a rest from " + atLeast + " to " + atMost);
        }
    }

    /** Cannot be woken from. */
    public static Rest exactly(Duration duration) {
        return new Rest(duration, duration);
    }

    /** Until woken, for that long at most. */
    public static Rest upTo(Duration duration) {
        return new Rest(Duration.ZERO, duration);
    }
}

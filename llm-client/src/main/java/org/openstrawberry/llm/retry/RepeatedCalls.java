package org.openstrawberry.llm.retry;

import java.time.Duration;

/**
 * When a call is made again that failed in a way that may have been charged for. Each goes through the queue, so that each
 * has money reserved for it.
 *
 * @param most calls for one thing that may fail so; the last one is final
 * @param delay before the second call; twice as long before each further one
 */
public record RepeatedCalls(int most, Duration delay) {
    private static final int LONGEST_DOUBLING = 10;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no call at all, or the delay is negative
     */
    public RepeatedCalls {
        if (most < 1 || delay.isNegative()) {
            throw new IllegalArgumentException(
                    "there is at least one call, and no negative delay: " + most + ", " + delay);
        }
    }

    /** Whether another call follows the one that just failed. */
    public boolean another(int failuresBefore) {
        return failuresBefore + 1 < most;
    }

    /** How long to wait before it. */
    public Duration delayAfter(int failuresBefore) {
        return delay.multipliedBy(1L << Math.min(failuresBefore, LONGEST_DOUBLING));
    }
}

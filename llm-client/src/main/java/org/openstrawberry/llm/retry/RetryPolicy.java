package org.openstrawberry.llm.retry;

import java.time.Duration;

/**
 * When a failed call is tried again.
 *
 * @param maxTries most tries, the first included
 * @param minDelay shortest wait between two tries
 * @param maxDelay longest wait, unless the provider asks for a longer one
 * @param maxRetryAfter longest wait that a provider may ask for
 * @param maxDuration no try begins later than this after the first
 */
public record RetryPolicy(
        int maxTries, Duration minDelay, Duration maxDelay, Duration maxRetryAfter, Duration maxDuration) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no try, or a duration is not positive
     */
    public RetryPolicy {
        if (maxTries < 1) {
            throw new IllegalArgumentException("maxTries is at least 1, not " + maxTries);
        }
        if (!minDelay.isPositive() || maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException("delays from " + minDelay + " to " + maxDelay);
        }
        if (maxRetryAfter.isNegative() || !maxDuration.isPositive()) {
            throw new IllegalArgumentException(
                    "maxRetryAfter " + maxRetryAfter + " and maxDuration " + maxDuration + " are positive");
        }
    }
}

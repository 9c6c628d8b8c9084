package org.openstrawberry.llm.limit.circuit;

import java.time.Duration;

/**
 * When a circuit opens, and for how long.
 *
 * @param window calls that are looked at, the latest ones
 * @param failureRatio share of them that must have failed, above 0, to 1
 * @param pause how long nothing is sent before one call tries again
 */
public record CircuitPolicy(int window, double failureRatio, Duration pause) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public CircuitPolicy {
        if (window < 2 || !(failureRatio > 0 && failureRatio <= 1) || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "a circuit of " + window + " calls, of which " + failureRatio + " may fail, closed for " + pause);
        }
    }
}

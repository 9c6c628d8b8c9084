package org.openstrawberry.llm.http;

import java.time.Duration;

/**
 * How long one try may take.
 *
 * @param total from connecting to the last byte
 * @param firstToken of a streamed reply, from connecting to the first token
 */
public record Timeouts(Duration total, Duration firstToken) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Timeouts {
        if (!total.isPositive() || !firstToken.isPositive()) {
            throw new IllegalArgumentException("time-outs of " + total + " and " + firstToken + " are not positive");
        }
    }
}

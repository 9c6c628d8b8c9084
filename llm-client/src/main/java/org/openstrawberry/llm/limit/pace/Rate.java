package org.openstrawberry.llm.limit.pace;

import java.time.Duration;

/**
 * How much may be used in which time, as the generic cell rate algorithm (ITU-T I.371) takes it: a bucket that holds the
 * burst and refills evenly.
 *
 * @param perPeriod units in each period, at least 1
 * @param period the period that the provider counts in, a minute
 * @param burst units that may be used at once after a rest, at least 1
 * @param headroom the share of the rate that is left unused, from 0 to below 1: it pays for requests that travel at
 *     different speeds and therefore reach the provider closer together than they were sent
 */
public record Rate(long perPeriod, Duration period, long burst, double headroom) {

    private static final Duration NETWORK = Duration.ofMillis(700);
    private static final Duration SHORTEST_LATENESS = Duration.ofMillis(100);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Rate {
        if (perPeriod < 1 || burst < 1 || !period.isPositive() || !(headroom >= 0 && headroom < 1)) {
            throw new IllegalArgumentException("a rate of " + perPeriod + " in " + period + " with a burst of " + burst
                    + " and a headroom of " + headroom);
        }
    }

    /**
     * How late a unit may be used without bringing too many together: what the headroom pays for in one period and the
     * interval to the next unit, less what is left to the network, 0.7 s. Never less than 0.1 s, which a rate without a
     * headroom does not pay for.
     */
    public Duration lateness() {
        double micros = period.toNanos() / 1_000.0 * headroom / (1 - headroom) + intervalMicros();
        Duration paid = Duration.ofNanos((long) (micros * 1_000)).minus(NETWORK);
        return paid.compareTo(SHORTEST_LATENESS) < 0 ? SHORTEST_LATENESS : paid;
    }

    /** Time between two units at full use, in microseconds. */
    public double intervalMicros() {
        return period.toNanos() / 1_000.0 / perPeriod / (1 - headroom);
    }
}

package org.openstrawberry.llm.limit.load;

/**
 * How many calls in flight a server bears, learnt from its latency. While the latency stays near the best that was seen the
 * limit grows by the square root of itself; as the latency grows the limit shrinks in proportion, by half at most; calls
 * that fail for overload take a tenth off. The rule is that of Gradient2 in Netflix's concurrency-limits
 * (https://github.com/Netflix/concurrency-limits) with the baseline of TCP Vegas (Brakmo and Peterson, 1995), the lowest
 * latency, because an average creeps up with the overload that it is to show; the decrease after a failure is AIMD's (Chiu
 * and Jain, 1989), and until the latency first grows the limit doubles, as in TCP's slow start. The limit changes once a round, that is after as many calls as it allows. Latencies are those of one
 * token, because replies differ a hundredfold in length.
 *
 * <p>Plain arithmetic: knows no clock and no thread.
 */
public final class LatencyLimit {

    /** The latency may grow by so much before the limit shrinks. */
    private static final double TOLERANCE = 1.5;

    private static final double SMOOTHING = 0.5;
    private static final double LATENCY_WEIGHT = 1.0 / 16;
    private static final double SHORTEST_GRADIENT = 0.5;
    private static final double AFTER_FAILURE = 0.9;

    /** How quickly a lower latency becomes the best one. */
    private static final double FALL = 0.2;

    /**
     * How quickly a higher one does, with one call in flight; with more it is less. A server that has become slower for
     * good is believed when it is slow with few calls.
     */
    private static final double RISE = 0.2;

    private final int least;
    private final int most;
    private double limit;
    private double latency;
    private double best;
    private long samples;
    private boolean slowStart = true;
    private int inRound;
    private int failures;

    /**
     * Nothing learnt yet.
     *
     * @param least smallest limit, at least 1
     * @param initial the first limit
     * @param most largest limit
     */
    public LatencyLimit(int least, int initial, int most) {
        if (least < 1 || initial < least || most < initial) {
            throw new IllegalArgumentException("limits from " + least + " over " + initial + " to " + most);
        }
        this.least = least;
        this.most = most;
        this.limit = initial;
    }

    /** Calls that may be in flight at once. */
    public int limit() {
        return (int) limit;
    }

    /**
     * A call has its reply.
     *
     * @param latencyPerToken in any unit, above 0
     * @param inFlight calls that were in flight when it ended, this one included
     */
    public void succeeded(double latencyPerToken, int inFlight) {
        samples++;
        failures = 0;
        latency += (latencyPerToken - latency) * Math.max(LATENCY_WEIGHT, 1.0 / samples);
        if (inFlight < limit / 2) {
            // The limit was not felt, so nothing was learnt about it.
            learnBest(0);
            return;
        }
        inRound++;
        if (inRound < limit) {
            // Calls that end now began under the old limit: what a change does is seen a round later.
            return;
        }
        inRound = 0;
        learnBest(RISE / limit);
        double gradient = Math.clamp(TOLERANCE * best / latency, SHORTEST_GRADIENT, 1.0);
        slowStart &= gradient == 1.0;
        double aimed = slowStart ? limit * 2 : limit * gradient + Math.sqrt(limit);
        set(slowStart ? aimed : limit * (1 - SMOOTHING) + aimed * SMOOTHING);
    }

    private void learnBest(double rise) {
        if (best == 0) {
            best = latency;
        } else {
            best += (latency - best) * (latency < best ? FALL : rise);
        }
    }

    /** A call failed as calls do when a server is overloaded. Those that fail together count once. */
    public void failed() {
        failures++;
        if (failures == 1 || failures > limit) {
            failures = 1;
            slowStart = false;
            set(limit * AFTER_FAILURE);
        }
    }

    private void set(double newLimit) {
        limit = Math.clamp(newLimit, least, most);
    }
}

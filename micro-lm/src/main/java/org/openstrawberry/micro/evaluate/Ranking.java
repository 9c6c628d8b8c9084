package org.openstrawberry.micro.evaluate;

import java.util.Arrays;

/** How well a number tells two groups apart. */
public final class Ranking {

    private Ranking() {}

    /**
     * The area under the receiver operating characteristic: how likely one of the lower group is below one of the higher
     * group, equal ones counting half. 0.5 is chance.
     *
     * @throws IllegalArgumentException if a group is empty
     */
    public static double areaUnderCurve(double[] lower, double[] higher) {
        if (lower.length == 0 || higher.length == 0) {
            throw new IllegalArgumentException(lower.length + " and " + higher.length + " numbers");
        }
        double[] sorted = higher.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double one : lower) {
            wins += sorted.length - (below(sorted, one, true) + below(sorted, one, false)) / 2.0;
        }
        return wins / ((double) lower.length * higher.length);
    }

    /** How many of the sorted numbers are below one, or are not above it. */
    private static int below(double[] sorted, double one, boolean orEqual) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            boolean counts = orEqual ? sorted[middle] <= one : sorted[middle] < one;
            if (counts) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}

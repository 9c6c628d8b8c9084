package org.openstrawberry.micro.guard;

/**
 * What a guard bears.
 *
 * @param leastShift below 0: how much less likely, in natural logarithms of whole replies, the chosen ones may become
 * @param standardErrors above 0: by how many standard errors of the difference held-out accuracy may fall
 */
public record GuardLimits(double leastShift, double standardErrors) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public GuardLimits {
        if (!(leastShift < 0) || !(standardErrors > 0)) {
            throw new IllegalArgumentException(
                    "least shift " + leastShift + ", " + standardErrors + " standard errors");
        }
    }

    /**
     * A shift of -2 and three standard errors. Healthy runs of preference training on the micro model stay above -1; plain
     * DPO with a beta of 0.1 ends below -2.
     */
    public static GuardLimits defaults() {
        return new GuardLimits(-2, 3);
    }
}

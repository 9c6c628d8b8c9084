package org.openstrawberry.micro.evaluate;

/**
 * How often something was right.
 *
 * @param right number of right ones
 * @param total number of all, 1 or more
 */
public record Accuracy(int right, int total) {

    /** From 0 to 1. */
    public double share() {
        return (double) right / total;
    }

    /** Standard error of the share. */
    public double standardError() {
        return Math.sqrt(share() * (1 - share()) / total);
    }

    /** Such as {@code 61.3 % +- 1.2}. */
    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%.1f %% +- %.1f", 100 * share(), 100 * standardError());
    }
}

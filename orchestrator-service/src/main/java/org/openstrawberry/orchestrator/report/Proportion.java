package org.openstrawberry.orchestrator.report;

/**
 * A share with its 95 % confidence interval.
 *
 * @param value from 0 to 1
 * @param low the interval's lower end
 * @param high the interval's upper end
 */
public record Proportion(double value, double low, double high) {
    /** 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval, which holds for small counts and for shares near 0 and 1.
     *
     * @param successes from 0 to {@code total}
     * @param total at least 1
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">E. B. Wilson (1927)</a>
     */
    public static Proportion wilson(long successes, long total) {
        if (total < 1 || successes < 0 || successes > total) {
            throw new IllegalArgumentException(successes + " of " + total + " is no share");
        }
        double n = total;
        double share = successes / n;
        double spread = Z * Z / n;
        double center = (share + spread / 2) / (1 + spread);
        double half = Z / (1 + spread) * Math.sqrt(share * (1 - share) / n + spread / (4 * n));
        // Rounding must not push an end beyond the share itself, which it equals at 0 and 1.
        double low = successes == 0 ? 0 : Math.max(0, center - half);
        double high = successes == total ? 1 : Math.min(1, center + half);
        return new Proportion(share, low, high);
    }
}

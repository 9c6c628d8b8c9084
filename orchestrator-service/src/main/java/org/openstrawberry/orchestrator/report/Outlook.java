package org.openstrawberry.orchestrator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run will have used in the end, as its first finished traces let expect.
 *
 * @param tokens in and out
 * @param cost null when the cost of a finished trace is not known
 * @param remainingSeconds at the speed so far; null before anything can be said
 * @param traces how many finished traces it is drawn from
 */
public record Outlook(
        Expected tokens, @Nullable Expected cost, @Nullable Long remainingSeconds, long traces) {
    /** Fewer finished traces say nothing about how much they differ. */
    public static final int FEWEST_TRACES = 2;

    /** 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final int COST_SCALE = 6;

    /** A sum with the interval that holds it with 95 % confidence. */
    public record Expected(BigDecimal low, BigDecimal expected, BigDecimal high) {}

    /**
     * What traces of a run used, each.
     *
     * @param traces how many
     * @param sum over them
     * @param deviation standard deviation between them
     */
    public record Sample(long traces, BigDecimal sum, double deviation) {}

    /**
     * The outlook of a run.
     *
     * @param tokens of its finished traces
     * @param cost of those, if it is known of all
     * @param planned traces of the run
     * @param elapsed since its start
     */
    public static Outlook of(Sample tokens, @Nullable Sample cost, long planned, Duration elapsed) {
        long remaining = Math.max(0, planned - tokens.traces);
        return new Outlook(
                expected(tokens, remaining, 0),
                cost == null || cost.traces < tokens.traces ? null : expected(cost, remaining, COST_SCALE),
                elapsed.toSeconds() * remaining / tokens.traces,
                tokens.traces);
    }

    /** The sum of further values, and of the mean that they are foretold with, both vary. */
    private static Expected expected(Sample sample, long remaining, int scale) {
        double n = sample.traces;
        double sum = sample.sum.doubleValue();
        double rest = remaining * sum / n;
        double half = Z * sample.deviation * Math.sqrt(remaining + (double) remaining * remaining / n);
        return new Expected(
                rounded(sum + Math.max(0, rest - half), scale),
                rounded(sum + rest, scale),
                rounded(sum + rest + half, scale));
    }

    private static BigDecimal rounded(double value, int scale) {
        return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP);
    }
}

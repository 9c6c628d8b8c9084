package org.openstrawberry.orchestrator.worth;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openstrawberry.orchestrator.report.Proportion;

/**
 * How much more of the same problems one run gets right than another, with the 95 % confidence interval of the difference.
 * Each problem is compared with itself, so that easy and hard ones do not blur it.
 *
 * @param problems that both runs have ended samples of
 * @param accuracy of the run, the mean over problems
 * @param otherAccuracy of the other run
 * @param low the interval's lower end, from -1
 * @param high the interval's upper end, to 1
 */
public record PairedDifference(long problems, double accuracy, double otherAccuracy, double low, double high) {
    private static final long SEED = 1;
    private static final long MOST_DRAWS = 20_000_000;
    private static final int MOST_RESAMPLES = 10_000;
    private static final int FEWEST_RESAMPLES = 200;
    private static final double TAIL = 0.025;

    /**
     * Problems that went alike.
     *
     * @param samples ended in the run, at least one
     * @param right of those
     * @param otherSamples ended in the other run, at least one
     * @param otherRight of those
     * @param problems how many such problems there are
     */
    public record Group(int samples, int right, int otherSamples, int otherRight, long problems) {
        double accuracy() {
            return (double) right / samples;
        }

        double otherAccuracy() {
            return (double) otherRight / otherSamples;
        }

        double difference() {
            return accuracy() - otherAccuracy();
        }
    }

    /** How much more the run gets right, from -1 to 1. */
    public double value() {
        return accuracy - otherAccuracy;
    }

    /** The difference between two runs; empty when they share no problem. */
    public static Optional<PairedDifference> of(Collection<Group> groups) {
        long problems = groups.stream().mapToLong(Group::problems).sum();
        if (problems == 0) {
            return Optional.empty();
        }
        boolean single = groups.stream().allMatch(group -> group.samples == 1 && group.otherSamples == 1);
        return Optional.of(single ? newcombe(groups, problems) : bootstrap(List.copyOf(groups), problems));
    }

    /**
     * With one sample each: the square-and-add interval for paired proportions.
     *
     * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19981130)17:22%3C2635::AID-SIM954%3E3.0.CO;2-C">R. G. Newcombe
     *     (1998)</a>, method 10
     */
    private static PairedDifference newcombe(Collection<Group> groups, long n) {
        double both = count(groups, 1, 1);
        double one = count(groups, 1, 0);
        double other = count(groups, 0, 1);
        double none = count(groups, 0, 0);
        Proportion first = Proportion.wilson(Math.round(both + one), n);
        Proportion second = Proportion.wilson(Math.round(both + other), n);
        double phi = phi(both, one, other, none);
        double difference = first.value() - second.value();
        double down = side(first.value() - first.low(), second.high() - second.value(), phi);
        double up = side(second.value() - second.low(), first.high() - first.value(), phi);
        return new PairedDifference(
                n, first.value(), second.value(), Math.max(-1, difference - down), Math.min(1, difference + up));
    }

    private static double side(double a, double b, double phi) {
        return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
    }

    /** The correlation of the pairs, with Newcombe's correction for continuity. */
    private static double phi(double both, double one, double other, double none) {
        double margins = (both + one) * (other + none) * (both + other) * (one + none);
        double product = both * none - one * other;
        double half = (both + one + other + none) / 2;
        double corrected = product > 0 ? Math.max(0, product - half) : product;
        return margins == 0 ? 0 : corrected / Math.sqrt(margins);
    }

    private static double count(Collection<Group> groups, int right, int otherRight) {
        return groups.stream()
                .filter(group -> group.right == right && group.otherRight == otherRight)
                .mapToLong(Group::problems)
                .sum();
    }

    /**
     * With several samples: percentiles of the mean difference over problems drawn anew, always by the same seed.
     *
     * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani (1993)</a>, chapter 13
     */
    private static PairedDifference bootstrap(List<Group> groups, long problems) {
        int n = Math.toIntExact(problems);
        double[] differences = new double[n];
        int at = 0;
        double accuracy = 0;
        double otherAccuracy = 0;
        for (Group group : groups) {
            Arrays.fill(differences, at, at + Math.toIntExact(group.problems), group.difference());
            at += Math.toIntExact(group.problems);
            accuracy += group.accuracy() * group.problems / n;
            otherAccuracy += group.otherAccuracy() * group.problems / n;
        }
        int resamples = Math.clamp(MOST_DRAWS / n, FEWEST_RESAMPLES, MOST_RESAMPLES);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double sum = 0;
            for (int draw = 0; draw < n; draw++) {
                sum += differences[random.nextInt(n)];
            }
            means[resample] = sum / n;
        }
        Arrays.sort(means);
        double low = means[(int) Math.floor(TAIL * (resamples - 1))];
        double high = means[(int) Math.ceil((1 - TAIL) * (resamples - 1))];
        return new PairedDifference(problems, accuracy, otherAccuracy, low, high);
    }
}

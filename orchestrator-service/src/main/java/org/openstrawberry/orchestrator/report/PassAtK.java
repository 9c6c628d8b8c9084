package org.openstrawberry.orchestrator.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The chance that at least one of k samples of a problem is correct, averaged over problems.
 *
 * @see <a href="https://arxiv.org/abs/2107.03374">Chen et al. (2021)</a>, equation 1: the unbiased estimator
 */
public final class PassAtK {
    private PassAtK() {}

    /**
     * Problems that went alike.
     *
     * @param samples how many samples of each have ended
     * @param correct how many of those are correct
     * @param problems how many such problems there are
     */
    public record Group(int samples, int correct, long problems) {}

    /**
     * pass@k for k = 1, 2, 4, 8, ... and for all samples of a problem. Each k counts the problems of which at least k
     * samples have ended; a k without such problems is left out.
     *
     * @param samplesPerProblem how many each problem gets in the end
     */
    public static SequencedMap<Integer, Double> of(Collection<Group> groups, int samplesPerProblem) {
        TreeMap<Integer, Double> estimates = new TreeMap<>();
        for (int k : ks(samplesPerProblem)) {
            double sum = 0;
            long problems = 0;
            for (Group group : groups) {
                if (group.samples() >= k) {
                    sum += estimate(group.samples(), group.correct(), k) * group.problems();
                    problems += group.problems();
                }
            }
            if (problems > 0) {
                estimates.put(k, sum / problems);
            }
        }
        return estimates;
    }

    /**
     * 1 - C(n - c, k) / C(n, k), as a product that neither overflows nor loses digits.
     *
     * @param n samples, at least {@code k}
     * @param c correct ones among them
     */
    static double estimate(int n, int c, int k) {
        if (n - c < k) {
            return 1;
        }
        double allWrong = 1;
        for (int i = n - c + 1; i <= n; i++) {
            allWrong *= 1 - (double) k / i;
        }
        return 1 - allWrong;
    }

    private static List<Integer> ks(int samplesPerProblem) {
        List<Integer> ks = new ArrayList<>();
        for (int k = 1; k <= samplesPerProblem; k *= 2) {
            ks.add(k);
        }
        if (ks.getLast() != samplesPerProblem) {
            ks.add(samplesPerProblem);
        }
        return ks;
    }
}

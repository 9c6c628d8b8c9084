package org.openstrawberry.orchestrator.worth;

import java.util.List;

/**
 * Whether answers are right as often as a critic's scores say.
 *
 * @param bins of scores, lowest first; those without a score are left out
 */
public record Calibration(List<Bin> bins) {

    /**
     * Scores close to each other.
     *
     * @param scores how many, at least one
     * @param sum of the scores
     * @param right how many of the answers are right
     */
    public record Bin(long scores, double sum, long right) {

        /** The mean of the scores. */
        public double meanScore() {
            return sum / scores;
        }

        /** The share of right answers. */
        public double accuracy() {
            return (double) right / scores;
        }
    }

    /** Keeps the bins. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /** How many scores there are. */
    public long scores() {
        return bins.stream().mapToLong(Bin::scores).sum();
    }

    /**
     * The expected calibration error: the mean distance between score and accuracy of a bin, weighted by its scores. 0
     * without scores.
     *
     * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. (2017)</a>, equation 3
     */
    public double expectedError() {
        long all = scores();
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.accuracy() - bin.meanScore()) * bin.scores() / all)
                .sum();
    }
}

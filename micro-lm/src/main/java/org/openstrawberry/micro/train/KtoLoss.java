package org.openstrawberry.micro.train;

/**
 * Kahneman-Tversky optimisation (Ethayarajh et al. 2024, arXiv:2402.01306), which needs no pairs: with r = log p less the
 * reference's, a good reply costs desirable * (1 - sigmoid(beta * (r - z))), a bad one undesirable * (1 - sigmoid(beta * (z
 * - r))). The reference point z stands for the divergence from the reference model; no gradient goes through it.
 *
 * @param beta above 0: how dear it is to leave the reference
 * @param desirable weight of good replies
 * @param undesirable weight of bad replies
 * @param referencePoint z, 0 or more; see {@link #referencePoint(double[], double[])}
 */
public record KtoLoss(double beta, double desirable, double undesirable, double referencePoint)
        implements Loss<Example.Judged> {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if beta is not above 0, or a weight or the reference point is negative
     */
    public KtoLoss {
        if (!(beta > 0) || !(desirable >= 0) || !(undesirable >= 0) || !(referencePoint >= 0)) {
            throw new IllegalArgumentException("beta " + beta + ", weights " + desirable + " and " + undesirable
                    + ", reference point " + referencePoint);
        }
    }

    /**
     * The reference point, as the paper estimates it: the mean of log p less the reference's over replies that belong to
     * other prompts, and no less than 0.
     */
    public static double referencePoint(double[] logProbabilities, double[] references) {
        double sum = 0;
        for (int i = 0; i < logProbabilities.length; i++) {
            sum += logProbabilities[i] - references[i];
        }
        return logProbabilities.length == 0 ? 0 : Math.max(0, sum / logProbabilities.length);
    }

    @Override
    public double of(Example.Judged example, double[] logProbabilities, double[] derivatives) {
        double sign = example.desirable() ? 1 : -1;
        double weight = example.desirable() ? desirable : undesirable;
        double value = Loss.sigmoid(sign * beta * (logProbabilities[0] - example.reference() - referencePoint));
        derivatives[0] = -weight * sign * beta * value * (1 - value);
        return weight * (1 - value);
    }
}

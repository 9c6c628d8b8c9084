package org.openstrawberry.micro.train;

/**
 * Identity preference optimisation (Azar et al. 2023, arXiv:2310.12036): (margin - 1 / (2 tau))^2, which draws the margin to
 * a finite value instead of making it ever larger. The margin is taken over whole sequences, as in the paper.
 *
 * @param tau above 0: how dear it is to leave the reference
 */
public record IpoLoss(double tau) implements Loss<Example.Preference> {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if tau is not above 0
     */
    public IpoLoss {
        if (!(tau > 0)) {
            throw new IllegalArgumentException("tau " + tau);
        }
    }

    @Override
    public double of(Example.Preference example, double[] logProbabilities, double[] derivatives) {
        double distance = example.margin(logProbabilities) - 1 / (2 * tau);
        derivatives[0] = 2 * distance;
        derivatives[1] = -2 * distance;
        return distance * distance;
    }
}

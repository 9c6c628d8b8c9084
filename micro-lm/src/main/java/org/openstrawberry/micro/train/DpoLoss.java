package org.openstrawberry.micro.train;

/**
 * Direct preference optimisation (Rafailov et al. 2023, arXiv:2305.18290): -log sigmoid(beta * margin), the margin being
 * how much more than the reference the model prefers the chosen reply. With a likelihood term, -log p of the chosen reply
 * by its length (iterative reasoning preference optimisation, Pang et al. 2024, arXiv:2404.19733), which a small model
 * needs: without it the likelihood of both replies sinks and the model forgets how to answer.
 *
 * @param beta above 0: how dear it is to leave the reference
 * @param likelihood weight of the likelihood term; 0 for plain DPO
 */
public record DpoLoss(double beta, double likelihood) implements Loss<Example.Preference> {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if beta is not above 0 or the weight is negative
     */
    public DpoLoss {
        if (!(beta > 0) || !(likelihood >= 0)) {
            throw new IllegalArgumentException("beta " + beta + " with likelihood weight " + likelihood);
        }
    }

    @Override
    public double of(Example.Preference example, double[] logProbabilities, double[] derivatives) {
        double margin = beta * example.margin(logProbabilities);
        double slope = beta * Loss.sigmoid(-margin);
        double perToken = likelihood / example.chosen().learntTokens();
        derivatives[0] = -slope - perToken;
        derivatives[1] = slope;
        return Loss.negativeLogSigmoid(margin) - perToken * logProbabilities[0];
    }
}

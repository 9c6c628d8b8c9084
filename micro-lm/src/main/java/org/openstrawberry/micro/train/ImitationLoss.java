package org.openstrawberry.micro.train;

/**
 * Supervised fine-tuning: minus the mean log p of the learnt tokens of all examples of a step. On the model's own verified
 * replies it is rejection-sampling fine-tuning (RFT; Yuan et al. 2023, arXiv:2308.01825).
 */
public record ImitationLoss() implements Loss<Example.Demonstration> {

    @Override
    public double of(Example.Demonstration example, double[] logProbabilities, double[] derivatives) {
        int tokens = example.sequence().learntTokens();
        derivatives[0] = -1.0 / tokens;
        return -logProbabilities[0] / tokens;
    }

    @Override
    public double weight(Example.Demonstration example) {
        return example.sequence().learntTokens();
    }
}

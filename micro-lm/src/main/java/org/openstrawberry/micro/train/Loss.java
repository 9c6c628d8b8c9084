package org.openstrawberry.micro.train;

/**
 * What training makes small. A loss sees log p of each sequence of an example, the sum over its learnt tokens, and tells
 * its value and its derivatives; the network does the rest.
 *
 * @param <E> the examples it understands
 */
@FunctionalInterface
public interface Loss<E extends Example> {

    /**
     * The loss of one example.
     *
     * @param logProbabilities of the sequences of the example, natural logarithm
     * @param derivatives receives the derivative of the loss by each of them
     * @return the loss
     */
    double of(E example, double[] logProbabilities, double[] derivatives);

    /** How much the example counts in the mean over a step's examples. */
    default double weight(E example) {
        return 1;
    }

    /** 1 / (1 + e^-x). */
    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /** -log sigmoid(x), without overflow. */
    static double negativeLogSigmoid(double x) {
        return StrictMath.log1p(StrictMath.exp(-Math.abs(x))) + Math.max(0, -x);
    }
}

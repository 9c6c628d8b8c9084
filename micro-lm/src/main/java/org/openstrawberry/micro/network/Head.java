package org.openstrawberry.micro.network;

import org.openstrawberry.micro.model.ParameterBlock;

/** From vectors to log p of the targets; rows that predict nothing to be learnt are left out. */
final class Head {

    private final ParameterBlock block;
    private final Products products;
    private final int width;
    private final int vocabulary;
    private float[] vectors = {};
    private float[] vectorGradients = {};
    private float[] rowGradients = {};
    private float[] logits = {};
    private float[] logProbabilities = {};

    Head(ParameterBlock block, Products products) {
        this.block = block;
        this.products = products;
        width = block.rows();
        vocabulary = block.columns();
    }

    /** log p of each target. */
    float[] forward(float[] parameters, PackedBatch batch, float[] normalised) {
        int targets = batch.targets();
        vectors = Buffers.atLeast(vectors, targets * width);
        for (int i = 0; i < targets; i++) {
            System.arraycopy(normalised, batch.targetRow(i) * width, vectors, i * width, width);
        }
        logits = Buffers.zeroed(logits, targets * vocabulary);
        products.multiply(vectors, block, parameters, logits, targets);
        logProbabilities = Buffers.atLeast(logProbabilities, targets);
        for (int i = 0; i < targets; i++) {
            logProbabilities[i] = Exponential.logProbability(logits, i * vocabulary, vocabulary, batch.target(i));
        }
        return logProbabilities;
    }

    /**
     * d log p(target) / d logit = 1 for the target, less p, times the derivative by the sequence's log p.
     *
     * @return gradient of the normalised vectors, rows x width
     */
    float[] backward(TransposedParameters transposed, PackedBatch batch, double[] derivatives, float[] sum) {
        int targets = batch.targets();
        for (int i = 0; i < targets; i++) {
            int offset = i * vocabulary;
            float derivative = (float) derivatives[batch.targetSequence(i)];
            Exponential.softmax(logits, offset, vocabulary, 1);
            for (int token = offset; token < offset + vocabulary; token++) {
                logits[token] *= -derivative;
            }
            logits[offset + batch.target(i)] += derivative;
        }
        products.addOuter(vectors, logits, block, sum, targets);
        vectorGradients = Buffers.zeroed(vectorGradients, targets * width);
        products.multiplyBack(logits, block, transposed, vectorGradients, targets);
        rowGradients = Buffers.zeroed(rowGradients, batch.rows() * width);
        for (int i = 0; i < targets; i++) {
            System.arraycopy(vectorGradients, i * width, rowGradients, batch.targetRow(i) * width, width);
        }
        return rowGradients;
    }
}

package org.openstrawberry.micro.score;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.network.PackedBatch;
import org.openstrawberry.micro.network.Transformer;
import org.openstrawberry.micro.text.Sequence;

/**
 * Computes log p of the learnt tokens of sequences. The numbers are those that sampling reports for the same tokens, bit
 * for bit. For one thread at a time; threads use one each, and they may share the weights.
 */
public final class Scorer {

    /** So many positions are computed at once: this bounds the memory, about 15 MB for the demonstration shape. */
    private static final int CHUNK = 512;

    private final Weights weights;
    private final float[] parameters;
    private final Transformer transformer;

    /** A scorer that computes with the fastest kernel. */
    public Scorer(Weights weights) {
        this(weights, MatrixKernel.fastest());
    }

    /** A scorer that computes with a kernel. */
    public Scorer(Weights weights, MatrixKernel kernel) {
        this.weights = weights;
        parameters = weights.copyOfParameters();
        transformer = new Transformer(weights.shape(), kernel);
    }

    /**
     * log p of each learnt token of each sequence, given what stands before it; natural logarithm.
     *
     * @throws IllegalArgumentException if a sequence is longer than the context or has an unknown token
     */
    public List<float[]> tokens(List<Sequence> sequences) {
        List<float[]> scores = new ArrayList<>();
        List<Sequence> chunk = new ArrayList<>();
        int rows = 0;
        for (Sequence sequence : sequences) {
            if (!chunk.isEmpty() && rows + PackedBatch.rows(sequence) > CHUNK) {
                score(chunk, scores);
                chunk.clear();
                rows = 0;
            }
            chunk.add(sequence);
            rows += PackedBatch.rows(sequence);
        }
        if (!chunk.isEmpty()) {
            score(chunk, scores);
        }
        return scores;
    }

    /**
     * The sum of log p over the learnt tokens of each sequence; natural logarithm.
     *
     * @throws IllegalArgumentException if a sequence is longer than the context or has an unknown token
     */
    public double[] sums(List<Sequence> sequences) {
        return tokens(sequences).stream().mapToDouble(Scorer::sum).toArray();
    }

    private static double sum(float[] scores) {
        double sum = 0;
        for (float score : scores) {
            sum += score;
        }
        return sum;
    }

    private void score(List<Sequence> chunk, List<float[]> scores) {
        float[] all = transformer.forward(parameters, new PackedBatch(chunk, weights.shape()));
        int from = 0;
        for (Sequence sequence : chunk) {
            float[] own = new float[sequence.learntTokens()];
            System.arraycopy(all, from, own, 0, own.length);
            scores.add(own);
            from += own.length;
        }
    }
}

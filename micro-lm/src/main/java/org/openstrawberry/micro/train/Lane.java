package org.openstrawberry.micro.train;

import java.util.Arrays;
import java.util.List;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.network.PackedBatch;
import org.openstrawberry.micro.network.Transformer;
import org.openstrawberry.micro.network.TransposedParameters;
import org.openstrawberry.micro.text.Sequence;

/** Computes the gradient of some of the pieces of a step; one thread at a time. */
final class Lane {

    private final ModelShape shape;
    private final Transformer transformer;
    private final float[] gradient;
    private double loss;
    private double shift;

    Lane(ModelShape shape, MatrixKernel kernel) {
        this.shape = shape;
        transformer = new Transformer(shape, kernel);
        gradient = new float[shape.parameters()];
    }

    void begin() {
        Arrays.fill(gradient, 0);
        loss = 0;
        shift = 0;
    }

    /**
     * Adds the gradient of a piece.
     *
     * @param totalWeight of all examples of the step
     */
    <E extends Example> void add(
            List<E> examples,
            Loss<E> function,
            double totalWeight,
            float[] parameters,
            TransposedParameters transposed) {
        List<Sequence> sequences = examples.stream()
                .flatMap(example -> example.sequences().stream())
                .toList();
        PackedBatch batch = new PackedBatch(sequences, shape);
        double[] sums = new double[sequences.size()];
        float[] scores = transformer.forward(parameters, batch);
        for (int i = 0; i < batch.targets(); i++) {
            sums[batch.targetSequence(i)] += scores[i];
        }
        double[] derivatives = new double[sequences.size()];
        int from = 0;
        for (E example : examples) {
            int to = from + example.sequences().size();
            double[] own = Arrays.copyOfRange(sums, from, to);
            double[] slopes = new double[own.length];
            double share = function.weight(example) / totalWeight;
            loss += share * function.of(example, own, slopes);
            shift += example.shift(own);
            for (int i = 0; i < slopes.length; i++) {
                derivatives[from + i] = share * slopes[i];
            }
            from = to;
        }
        transformer.backward(parameters, transposed, batch, derivatives, gradient);
    }

    float[] gradient() {
        return gradient;
    }

    double loss() {
        return loss;
    }

    double shift() {
        return shift;
    }
}

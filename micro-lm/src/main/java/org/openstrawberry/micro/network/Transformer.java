package org.openstrawberry.micro.network;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.ParameterLayout;

/**
 * One thread's room for taking packed batches through the network, forward and back. A layer is x + Attention(RmsNorm(x)),
 * then x + relu(RmsNorm(x) W1)^2 W2. With N rows, width d and vocabulary V: embedding N x d, layers N x d, a last norm,
 * and logits for the T rows that predict something to be learnt, T x V.
 */
public final class Transformer {

    private final int width;
    private final ParameterLayout layout;
    private final List<AttentionPart> attentions = new ArrayList<>();
    private final List<FeedForwardPart> feedForwards = new ArrayList<>();
    private final Norm lastNorm;
    private final Head head;
    private float[] gradient = {};

    /** Room that grows to what the largest batch needs. */
    public Transformer(ModelShape shape, MatrixKernel kernel) {
        width = shape.width();
        layout = ParameterLayout.of(shape);
        Products products = new Products(kernel);
        Scratch scratch = new Scratch();
        Rotation rotation = new Rotation(shape);
        Attention attention = new Attention(shape, kernel);
        for (int i = 0; i < shape.layers(); i++) {
            attentions.add(new AttentionPart(layout.layer(i), products, scratch, attention, rotation));
            feedForwards.add(new FeedForwardPart(layout.layer(i), products, scratch));
        }
        lastNorm = new Norm(layout.finalGain());
        head = new Head(layout.head(), products);
    }

    /**
     * Takes a batch forward.
     *
     * @return log p of each target of the batch; valid until the next call
     */
    public float[] forward(float[] parameters, PackedBatch batch) {
        int rows = batch.rows();
        float[] input = attentions.getFirst().reserve(rows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(parameters, batch.token(row) * width, input, row * width, width);
        }
        for (int layer = 0; layer < attentions.size(); layer++) {
            attentions
                    .get(layer)
                    .forward(parameters, batch, feedForwards.get(layer).reserve(rows));
            boolean last = layer + 1 == attentions.size();
            float[] next =
                    last ? lastNorm.reserve(rows) : attentions.get(layer + 1).reserve(rows);
            feedForwards.get(layer).forward(parameters, rows, next);
        }
        return head.forward(parameters, batch, lastNorm.forward(parameters, rows));
    }

    /**
     * Takes the batch of the last {@link #forward} back; once for each forward.
     *
     * @param transposed of the same parameters
     * @param derivatives of the loss by log p of each sequence, the sum over its targets
     * @param sum has the layout of the parameters; the gradient is added to it
     */
    public void backward(
            float[] parameters, TransposedParameters transposed, PackedBatch batch, double[] derivatives, float[] sum) {
        int rows = batch.rows();
        gradient = Buffers.zeroed(gradient, rows * width);
        float[] headGradient = head.backward(transposed, batch, derivatives, sum);
        lastNorm.backward(parameters, headGradient, rows, gradient, sum);
        for (int layer = attentions.size() - 1; layer >= 0; layer--) {
            feedForwards.get(layer).backward(parameters, transposed, rows, gradient, sum);
            attentions.get(layer).backward(parameters, transposed, batch, gradient, sum);
        }
        for (int row = 0; row < rows; row++) {
            int token = layout.embedding().offset() + batch.token(row) * width;
            for (int i = 0; i < width; i++) {
                sum[token + i] += gradient[row * width + i];
            }
        }
    }
}

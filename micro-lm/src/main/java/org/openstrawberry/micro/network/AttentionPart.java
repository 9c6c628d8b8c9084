package org.openstrawberry.micro.network;

import org.openstrawberry.micro.model.ParameterLayout;

/** x + Attention(RmsNorm(x) Wqkv) Wo, with queries and keys turned to their positions. */
final class AttentionPart {

    private final ParameterLayout.Layer at;
    private final Products products;
    private final Scratch scratch;
    private final Attention attention;
    private final Rotation rotation;
    private final Norm norm;
    private final int width;

    /** rows x 3 width: queries, keys, values. */
    private float[] qkv = {};
    /** For each sequence and head a square; see {@link Attention}. */
    private float[] probabilities = {};
    /** rows x width: what attention gives. */
    private float[] attended = {};

    AttentionPart(
            ParameterLayout.Layer at, Products products, Scratch scratch, Attention attention, Rotation rotation) {
        this.at = at;
        this.products = products;
        this.scratch = scratch;
        this.attention = attention;
        this.rotation = rotation;
        norm = new Norm(at.attentionGain());
        width = at.attentionGain().columns();
    }

    /** Room for the input. */
    float[] reserve(int rows) {
        return norm.reserve(rows);
    }

    /** From the input to the output, rows x width. */
    void forward(float[] parameters, PackedBatch batch, float[] output) {
        int rows = batch.rows();
        qkv = Buffers.zeroed(qkv, rows * 3 * width);
        products.multiply(norm.forward(parameters, rows), at.queryKeyValue(), parameters, qkv, rows);
        rotate(batch, qkv, true);
        probabilities = Buffers.atLeast(probabilities, attention.probabilities(batch));
        attended = Buffers.zeroed(attended, rows * width);
        attention.forward(batch, qkv, probabilities, attended);
        System.arraycopy(norm.input(), 0, output, 0, rows * width);
        products.multiply(attended, at.attentionOutput(), parameters, output, rows);
    }

    /** Turns the gradient of the output into that of the input. */
    void backward(
            float[] parameters, TransposedParameters transposed, PackedBatch batch, float[] gradient, float[] sum) {
        int rows = batch.rows();
        products.addOuter(attended, gradient, at.attentionOutput(), sum, rows);
        scratch.normGradient = Buffers.zeroed(scratch.normGradient, rows * width);
        products.multiplyBack(gradient, at.attentionOutput(), transposed, scratch.normGradient, rows);
        scratch.wideGradient = Buffers.zeroed(scratch.wideGradient, rows * 3 * width);
        attention.backward(batch, qkv, probabilities, scratch.normGradient, scratch.wideGradient);
        rotate(batch, scratch.wideGradient, false);
        products.addOuter(norm.output(), scratch.wideGradient, at.queryKeyValue(), sum, rows);
        scratch.normGradient = Buffers.zeroed(scratch.normGradient, rows * width);
        products.multiplyBack(scratch.wideGradient, at.queryKeyValue(), transposed, scratch.normGradient, rows);
        norm.backward(parameters, scratch.normGradient, rows, gradient, sum);
    }

    private void rotate(PackedBatch batch, float[] numbers, boolean forward) {
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            for (int position = 0; position < batch.length(sequence); position++) {
                int queries = (batch.start(sequence) + position) * 3 * width;
                if (forward) {
                    rotation.forward(numbers, queries, position);
                    rotation.forward(numbers, queries + width, position);
                } else {
                    rotation.backward(numbers, queries, position);
                    rotation.backward(numbers, queries + width, position);
                }
            }
        }
    }
}

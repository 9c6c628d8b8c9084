package org.openstrawberry.micro.network;

import org.openstrawberry.micro.model.ParameterLayout;

/** x + relu(RmsNorm(x) W1)^2 W2. */
final class FeedForwardPart {

    private final ParameterLayout.Layer at;
    private final Products products;
    private final Scratch scratch;
    private final Norm norm;

    /** rows x hidden: relu(RmsNorm(x) W1). */
    private float[] positive = {};

    FeedForwardPart(ParameterLayout.Layer at, Products products, Scratch scratch) {
        this.at = at;
        this.products = products;
        this.scratch = scratch;
        norm = new Norm(at.feedForwardGain());
    }

    /** Room for the input. */
    float[] reserve(int rows) {
        return norm.reserve(rows);
    }

    /** From the input to the output, rows x width. */
    void forward(float[] parameters, int rows, float[] output) {
        int size = rows * at.feedForwardInput().columns();
        positive = Buffers.zeroed(positive, size);
        products.multiply(norm.forward(parameters, rows), at.feedForwardInput(), parameters, positive, rows);
        scratch.wide = Buffers.atLeast(scratch.wide, size);
        SquaredRelu.forward(positive, scratch.wide, size);
        System.arraycopy(
                norm.input(), 0, output, 0, rows * at.feedForwardInput().rows());
        products.multiply(scratch.wide, at.feedForwardOutput(), parameters, output, rows);
    }

    /** Turns the gradient of the output into that of the input. */
    void backward(float[] parameters, TransposedParameters transposed, int rows, float[] gradient, float[] sum) {
        int size = rows * at.feedForwardInput().columns();
        scratch.wide = Buffers.atLeast(scratch.wide, size);
        SquaredRelu.forward(positive, scratch.wide, size);
        products.addOuter(scratch.wide, gradient, at.feedForwardOutput(), sum, rows);
        scratch.wideGradient = Buffers.zeroed(scratch.wideGradient, size);
        products.multiplyBack(gradient, at.feedForwardOutput(), transposed, scratch.wideGradient, rows);
        SquaredRelu.backward(positive, scratch.wideGradient, size);
        products.addOuter(norm.output(), scratch.wideGradient, at.feedForwardInput(), sum, rows);
        scratch.normGradient = Buffers.zeroed(
                scratch.normGradient, rows * at.feedForwardInput().rows());
        products.multiplyBack(scratch.wideGradient, at.feedForwardInput(), transposed, scratch.normGradient, rows);
        norm.backward(parameters, scratch.normGradient, rows, gradient, sum);
    }
}

package org.openstrawberry.micro.network;

import org.openstrawberry.micro.model.ParameterBlock;

/** One norm with what it keeps for the way back. */
final class Norm {

    private final ParameterBlock gain;
    private float[] input = {};
    private float[] inverses = {};
    private float[] output = {};

    Norm(ParameterBlock gain) {
        this.gain = gain;
    }

    /** Room for the input, rows x width, which whoever comes before writes. */
    float[] reserve(int rows) {
        input = Buffers.atLeast(input, rows * gain.columns());
        inverses = Buffers.atLeast(inverses, rows);
        output = Buffers.atLeast(output, rows * gain.columns());
        return input;
    }

    float[] input() {
        return input;
    }

    float[] output() {
        return output;
    }

    /** Normalises the input. */
    float[] forward(float[] parameters, int rows) {
        RmsNorm.forward(input, parameters, gain.offset(), rows, gain.columns(), output, inverses);
        return output;
    }

    /** Adds to the gradients of the input and of the gains. */
    void backward(float[] parameters, float[] outputGradient, int rows, float[] inputGradient, float[] sum) {
        RmsNorm.backward(
                input, parameters, gain.offset(), rows, gain.columns(), inverses, outputGradient, inputGradient, sum);
    }
}

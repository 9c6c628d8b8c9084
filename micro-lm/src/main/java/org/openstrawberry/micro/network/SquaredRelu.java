package org.openstrawberry.micro.network;

/** max(0, x)^2 (So et al. 2021, arXiv:2109.08668). */
public final class SquaredRelu {

    private SquaredRelu() {}

    /** Replaces x by max(0, x) and writes the square of that. */
    public static void forward(float[] x, float[] square, int size) {
        for (int i = 0; i < size; i++) {
            float positive = Math.max(0, x[i]);
            x[i] = positive;
            square[i] = positive * positive;
        }
    }

    /** Replaces the gradient of the square by that of x. */
    static void backward(float[] positive, float[] gradient, int size) {
        for (int i = 0; i < size; i++) {
            gradient[i] *= 2 * positive[i];
        }
    }
}

package org.openstrawberry.micro.network;

/** Root-mean-square normalisation with gains (Zhang and Sennrich 2019, arXiv:1910.07467): y = g x / rms(x). */
public final class RmsNorm {

    private static final float EPSILON = 1e-5f;

    private RmsNorm() {}

    /**
     * Normalises rows.
     *
     * @param x rows x width
     * @param y rows x width, overwritten
     * @param inverses receives 1 / rms(x) of each row
     */
    public static void forward(
            float[] x, float[] parameters, int gain, int rows, int width, float[] y, float[] inverses) {
        for (int row = 0; row < rows; row++) {
            int offset = row * width;
            float inverse = (float) (1 / Math.sqrt(dot(x, offset, x, offset, width) / width + EPSILON));
            inverses[row] = inverse;
            for (int i = 0; i < width; i++) {
                y[offset + i] = x[offset + i] * inverse * parameters[gain + i];
            }
        }
    }

    /**
     * Adds the gradients of x and of the gains. With h = g dy and r = 1 / rms(x): dx = r h - x r^3 (h . x) / width.
     *
     * @param dy rows x width
     * @param dx rows x width, added to
     * @param gradient has the layout of the parameters, added to
     */
    public static void backward(
            float[] x,
            float[] parameters,
            int gain,
            int rows,
            int width,
            float[] inverses,
            float[] dy,
            float[] dx,
            float[] gradient) {
        for (int row = 0; row < rows; row++) {
            int offset = row * width;
            float inverse = inverses[row];
            float along = 0;
            for (int i = 0; i < width; i++) {
                along += dy[offset + i] * parameters[gain + i] * x[offset + i];
                gradient[gain + i] += dy[offset + i] * x[offset + i] * inverse;
            }
            float shrink = along * inverse * inverse * inverse / width;
            for (int i = 0; i < width; i++) {
                dx[offset + i] += dy[offset + i] * parameters[gain + i] * inverse - x[offset + i] * shrink;
            }
        }
    }

    /** Four running sums, which the processor adds side by side; always in the same order. */
    private static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            first += a[aOffset + i] * b[bOffset + i];
            second += a[aOffset + i + 1] * b[bOffset + i + 1];
            third += a[aOffset + i + 2] * b[bOffset + i + 2];
            fourth += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < length; i++) {
            first += a[aOffset + i] * b[bOffset + i];
        }
        return first + second + (third + fourth);
    }
}

package org.openstrawberry.micro.network;

import java.util.Arrays;
import org.openstrawberry.micro.kernel.Matrix;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ModelShape;

/**
 * Causal attention with several heads (Vaswani et al. 2017) over packed sequences: within each sequence and head, with w
 * numbers per head, A = softmax(Q K^T / sqrt(w)) where the future is left out, and the output is A V. Rows are done in
 * blocks of 32, so that at most a block of what the future would be is computed in vain.
 */
final class Attention {

    private static final int BLOCK = 32;

    private final MatrixKernel kernel;
    private final int width;
    private final int heads;
    private final int headWidth;
    private final float scale;
    private float[] flipped = {};
    private float[] scores = {};

    Attention(ModelShape shape, MatrixKernel kernel) {
        this.kernel = kernel;
        width = shape.width();
        heads = shape.heads();
        headWidth = shape.headWidth();
        scale = scale(headWidth);
    }

    /** What scores are multiplied by. */
    static float scale(int headWidth) {
        return (float) (1 / Math.sqrt(headWidth));
    }

    /** Numbers that the attention of a batch takes: for each sequence and head, rows times padded rows. */
    int probabilities(PackedBatch batch) {
        int sum = 0;
        for (int i = 0; i < batch.sequences(); i++) {
            sum += heads * batch.length(i) * Buffers.padded(batch.length(i));
        }
        return sum;
    }

    /**
     * Attends.
     *
     * @param qkv rows x 3 width: queries, keys, values
     * @param attention receives A, kept for the way back
     * @param out rows x width, zero before
     */
    void forward(PackedBatch batch, float[] qkv, float[] attention, float[] out) {
        int from = 0;
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            int length = batch.length(sequence);
            for (int head = 0; head < heads; head++) {
                forward(batch.start(sequence), length, head * headWidth, qkv, attention, from, out);
                from += length * Buffers.padded(length);
            }
        }
    }

    private void forward(int start, int length, int head, float[] qkv, float[] attention, int from, float[] out) {
        int padded = Buffers.padded(length);
        flip(qkv, start * 3 * width + width + head, 3 * width, length, padded);
        for (int row = 0; row < length; row += BLOCK) {
            int rows = Math.min(BLOCK, length - row);
            int seen = Math.min(row + BLOCK, length);
            int columns = row + BLOCK;
            int block = from + row * padded;
            for (int i = 0; i < rows; i++) {
                Arrays.fill(attention, block + i * padded, block + i * padded + columns, 0);
            }
            kernel.multiplyAdd(
                    rows(qkv, start + row, head, rows, 3 * width),
                    Matrix.strided(flipped, 0, headWidth, columns, padded),
                    Matrix.strided(attention, block, rows, columns, padded));
            for (int i = 0; i < rows; i++) {
                int visible = row + i + 1;
                Exponential.softmax(attention, block + i * padded, visible, scale);
                Arrays.fill(attention, block + i * padded + visible, block + i * padded + columns, 0);
            }
            kernel.multiplyAdd(
                    Matrix.strided(attention, block, rows, seen, padded),
                    rows(qkv, start, 2 * width + head, seen, 3 * width),
                    rows(out, start + row, head, rows, width));
        }
    }

    /**
     * Goes back: with dA = dO V^T and S the scaled scores, dS = A (dA - sum of A dA along the row), dQ = dS K scale, dK =
     * dS^T Q scale and dV = A^T dO.
     *
     * @param dOut rows x width
     * @param dQkv rows x 3 width, zero before
     */
    void backward(PackedBatch batch, float[] qkv, float[] attention, float[] dOut, float[] dQkv) {
        int from = 0;
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            int length = batch.length(sequence);
            int padded = Buffers.padded(length);
            scores = Buffers.atLeast(scores, length * padded);
            for (int head = 0; head < heads; head++) {
                int start = batch.start(sequence);
                backwardQueries(start, length, head * headWidth, qkv, attention, from, dOut, dQkv);
                backwardKeys(start, length, head * headWidth, qkv, attention, from, dOut, dQkv);
                from += length * padded;
            }
        }
    }

    private void backwardQueries(
            int start, int length, int head, float[] qkv, float[] attention, int from, float[] dOut, float[] dQkv) {
        int padded = Buffers.padded(length);
        flip(qkv, start * 3 * width + 2 * width + head, 3 * width, length, padded);
        for (int row = 0; row < length; row += BLOCK) {
            int rows = Math.min(BLOCK, length - row);
            int seen = Math.min(row + BLOCK, length);
            int columns = row + BLOCK;
            Arrays.fill(scores, row * padded, (row + rows) * padded, 0);
            kernel.multiplyAdd(
                    rows(dOut, start + row, head, rows, width),
                    Matrix.strided(flipped, 0, headWidth, columns, padded),
                    Matrix.strided(scores, row * padded, rows, columns, padded));
            for (int i = row; i < row + rows; i++) {
                softmaxBackward(attention, from + i * padded, scores, i * padded, columns);
            }
            kernel.multiplyAdd(
                    Matrix.strided(scores, row * padded, rows, seen, padded),
                    rows(qkv, start, width + head, seen, 3 * width),
                    rows(dQkv, start + row, head, rows, 3 * width));
        }
    }

    private void backwardKeys(
            int start, int length, int head, float[] qkv, float[] attention, int from, float[] dOut, float[] dQkv) {
        int padded = Buffers.padded(length);
        for (int column = 0; column < length; column += BLOCK) {
            int columns = Math.min(BLOCK, length - column);
            int later = length - column;
            kernel.multiplyAdd(
                    Matrix.strided(attention, from + column * padded + column, later, columns, padded)
                            .transposed(),
                    rows(dOut, start + column, head, later, width),
                    rows(dQkv, start + column, 2 * width + head, columns, 3 * width));
            kernel.multiplyAdd(
                    Matrix.strided(scores, column * padded + column, later, columns, padded)
                            .transposed(),
                    rows(qkv, start + column, head, later, 3 * width),
                    rows(dQkv, start + column, width + head, columns, 3 * width));
        }
    }

    private void softmaxBackward(float[] attention, int from, float[] gradient, int to, int length) {
        float along = 0;
        for (int i = 0; i < length; i++) {
            along += attention[from + i] * gradient[to + i];
        }
        for (int i = 0; i < length; i++) {
            gradient[to + i] = attention[from + i] * (gradient[to + i] - along) * scale;
        }
    }

    private Matrix rows(float[] data, int row, int column, int rows, int stride) {
        return Matrix.strided(data, row * stride + column, rows, headWidth, stride);
    }

    /** One head of keys or values with rows and columns exchanged, and zeros behind. */
    private void flip(float[] qkv, int offset, int stride, int length, int padded) {
        flipped = Buffers.zeroed(flipped, headWidth * padded);
        for (int row = 0; row < length; row++) {
            for (int i = 0; i < headWidth; i++) {
                flipped[i * padded + row] = qkv[offset + row * stride + i];
            }
        }
    }
}

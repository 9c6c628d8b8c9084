package org.openstrawberry.micro.sample;

import org.openstrawberry.micro.kernel.Matrix;
import org.openstrawberry.micro.model.ModelShape;

/**
 * Keys and values of the tokens of one slot, in every layer. Keys lie transposed, so that a query meets many positions at
 * once. What they hold depends on the tokens alone, so a request that begins like an earlier one may keep them.
 */
final class KeyValueCache {

    private final ModelShape shape;
    private final int stride;
    private final float[] keys;
    private final float[] values;
    private final int[] tokens;
    private int length;

    KeyValueCache(ModelShape shape) {
        this.shape = shape;
        stride = padded(shape.context());
        keys = new float[shape.layers() * shape.width() * stride];
        values = new float[shape.layers() * shape.context() * shape.width()];
        tokens = new int[shape.context()];
    }

    /** A multiple of 32 that is not smaller: whole tiles for every kernel. */
    static int padded(int length) {
        return (length + 31) & ~31;
    }

    /** How many tokens a prompt has in common with what is held, from the beginning; never the whole prompt. */
    int common(int[] prompt) {
        int most = Math.min(length, prompt.length - 1);
        int common = 0;
        while (common < most && tokens[common] == prompt[common]) {
            common++;
        }
        return common;
    }

    /** Forgets all but the first so many tokens. */
    void cut(int remaining) {
        length = remaining;
    }

    /** Tokens held. */
    int length() {
        return length;
    }

    /** Appends a token, whose keys and values {@link #put} then brings layer by layer. */
    int append(int token) {
        tokens[length] = token;
        return length++;
    }

    /** Takes key and value of a position from a row of queries, keys and values. */
    void put(int layer, int position, float[] qkv, int offset) {
        int width = shape.width();
        for (int i = 0; i < width; i++) {
            keys[(layer * width + i) * stride + position] = qkv[offset + width + i];
        }
        System.arraycopy(qkv, offset + 2 * width, values, (layer * shape.context() + position) * width, width);
    }

    /** Keys of a head, transposed: head width x positions. */
    Matrix keys(int layer, int head, int positions) {
        int first = layer * shape.width() + head * shape.headWidth();
        return Matrix.strided(keys, first * stride, shape.headWidth(), positions, stride);
    }

    /** Values of a head: positions x head width. */
    Matrix values(int layer, int head, int positions) {
        int first = layer * shape.context() * shape.width() + head * shape.headWidth();
        return Matrix.strided(values, first, positions, shape.headWidth(), shape.width());
    }
}

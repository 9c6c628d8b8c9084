package org.openstrawberry.micro.network;

import org.openstrawberry.micro.model.ModelShape;

/**
 * Rotary positions (Su et al. 2021, arXiv:2104.09864): within each head the pair (i, i + half) is turned by the angle
 * position * 10000^(-i / half), so that products of queries and keys depend on distances only.
 */
public final class Rotation {

    private static final double BASE = 10_000;

    private final int heads;
    private final int half;
    private final float[] cosines;
    private final float[] sines;

    /** The angles of every position of a context. */
    public Rotation(ModelShape shape) {
        heads = shape.heads();
        half = shape.headWidth() / 2;
        cosines = new float[shape.context() * half];
        sines = new float[shape.context() * half];
        for (int position = 0; position < shape.context(); position++) {
            for (int i = 0; i < half; i++) {
                double angle = position * StrictMath.pow(BASE, -(double) i / half);
                cosines[position * half + i] = (float) StrictMath.cos(angle);
                sines[position * half + i] = (float) StrictMath.sin(angle);
            }
        }
    }

    /** Turns the vector at an offset, all its heads, to a position. */
    public void forward(float[] vectors, int offset, int position) {
        turn(vectors, offset, position, 1);
    }

    /** Turns a gradient back. */
    void backward(float[] gradients, int offset, int position) {
        turn(gradients, offset, position, -1);
    }

    private void turn(float[] vectors, int offset, int position, float direction) {
        int angle = position * half;
        for (int head = 0; head < heads; head++) {
            int from = offset + head * 2 * half;
            for (int i = 0; i < half; i++) {
                float cosine = cosines[angle + i];
                float sine = sines[angle + i] * direction;
                float first = vectors[from + i];
                float second = vectors[from + half + i];
                vectors[from + i] = first * cosine - second * sine;
                vectors[from + half + i] = first * sine + second * cosine;
            }
        }
    }
}

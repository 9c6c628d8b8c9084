package org.openstrawberry.micro.network;

/** Exponential and softmax that give the same bits on every platform, which {@code Math.exp} does not promise. */
public final class Exponential {

    private static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 0.6933594f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** Below this the result would not be a normal float; it is zero. */
    private static final float LEAST = -87;

    private Exponential() {}

    /** e to the power of a number that is not positive, to about 1e-7; the polynomial is that of Cephes' expf. */
    public static float exp(float power) {
        if (!(power > LEAST)) {
            return 0;
        }
        int twos = (int) (power * LOG2_E - 0.5f);
        float rest = power - twos * LN2_HIGH - twos * LN2_LOW;
        float sum = 1.9875691e-4f;
        sum = sum * rest + 1.3981999e-3f;
        sum = sum * rest + 8.333452e-3f;
        sum = sum * rest + 4.1665796e-2f;
        sum = sum * rest + 1.6666666e-1f;
        sum = sum * rest + 0.5f;
        return (sum * rest * rest + rest + 1) * Float.intBitsToFloat((twos + 127) << 23);
    }

    /** The largest of some numbers. */
    public static float largest(float[] numbers, int offset, int length) {
        float largest = numbers[offset];
        for (int i = offset + 1; i < offset + length; i++) {
            largest = Math.max(largest, numbers[i]);
        }
        return largest;
    }

    /** The sum of the exponentials of some numbers less their largest. */
    public static float sumOfExponentials(float[] numbers, int offset, int length, float largest) {
        float sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += exp(numbers[i] - largest);
        }
        return sum;
    }

    /** Replaces numbers by their softmax after multiplying each by a scale. */
    public static void softmax(float[] numbers, int offset, int length, float scale) {
        float largest = largest(numbers, offset, length);
        float sum = 0;
        for (int i = offset; i < offset + length; i++) {
            float exponential = exp((numbers[i] - largest) * scale);
            numbers[i] = exponential;
            sum += exponential;
        }
        float inverse = 1 / sum;
        for (int i = offset; i < offset + length; i++) {
            numbers[i] *= inverse;
        }
    }

    /** log p of one outcome, given the logits of all. */
    public static float logProbability(float[] logits, int offset, int length, int outcome) {
        float largest = largest(logits, offset, length);
        double sum = sumOfExponentials(logits, offset, length, largest);
        return (float) (logits[offset + outcome] - largest - StrictMath.log(sum));
    }
}

package org.openstrawberry.orchestrator.prompt;

/**
 * The mixing function of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014). Written out because stored traces must draw the same prompts under every later JDK, and the JDK promises no
 * stable algorithm behind {@link java.util.SplittableRandom}.
 */
public final class SplitMix {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMix() {}

    /** A one-to-one map of 64 bits in which every bit of the input changes about half of the output. */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The number at a position of the sequence of a seed; different positions of one seed never share a number. */
    public static long at(long seed, long position) {
        return mix(mix(seed) + (position + 1) * GOLDEN_GAMMA);
    }

    /**
     * Scales 64 random bits to a number from 0 to {@code bound} - 1, by their upper part, without the bias of a
     * remainder.
     *
     * @throws IllegalArgumentException when {@code bound} is not positive
     */
    public static int below(int bound, long bits) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(bits, bound);
    }
}

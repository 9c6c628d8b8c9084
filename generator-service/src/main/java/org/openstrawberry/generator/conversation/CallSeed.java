package org.openstrawberry.generator.conversation;

/** The seed of a call: the same for the same trace and turn, different between turns. */
public final class CallSeed {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private CallSeed() {}

    /**
     * Derived by SplitMix64's mixing function.
     *
     * @return from 0 to 2^31 - 1, which every provider accepts
     * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast splittable pseudorandom number
     *     generators</a>
     */
    public static int of(long traceSeed, int turnIndex) {
        long z = traceSeed + (turnIndex + 1) * GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return (int) ((z ^ z >>> 31) >>> 33);
    }
}

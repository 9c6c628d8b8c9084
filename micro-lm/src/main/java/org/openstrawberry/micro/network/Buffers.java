package org.openstrawberry.micro.network;

import java.util.Arrays;

/** Arrays that are kept and only ever grow. */
final class Buffers {

    private Buffers() {}

    /** The array itself if it is long enough, otherwise a longer one; the content is not kept. */
    static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }

    /** As {@link #atLeast}, with zeros in the first so many places. */
    static float[] zeroed(float[] array, int length) {
        if (array.length < length) {
            return new float[length];
        }
        Arrays.fill(array, 0, length, 0);
        return array;
    }

    /** A multiple of 32 that is not smaller: whole tiles for every kernel. */
    static int padded(int length) {
        return (length + 31) & ~31;
    }
}

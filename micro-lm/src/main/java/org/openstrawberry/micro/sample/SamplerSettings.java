package org.openstrawberry.micro.sample;

import org.openstrawberry.micro.kernel.MatrixKernel;

/**
 * How a sampler computes. None of it changes what comes out.
 *
 * @param threads 1 to 64
 * @param slots requests that each thread serves at once, 1 to 1024; each takes the keys and values of a whole context, 0.6
 *     MB for the demonstration shape
 * @param queue requests that may wait, 1 to a million
 * @param kernel multiplies matrices
 */
public record SamplerSettings(int threads, int slots, int queue, MatrixKernel kernel) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public SamplerSettings {
        if (threads < 1 || threads > 64 || slots < 1 || slots > 1024 || queue < 1 || queue > 1_000_000) {
            throw new IllegalArgumentException(threads + " threads, " + slots + " slots, queue of " + queue);
        }
    }

    /** A thread for each processor, at most eight; 64 slots each; 10,000 may wait; the fastest kernel. */
    public static SamplerSettings defaults() {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
        return new SamplerSettings(threads, 64, 10_000, MatrixKernel.fastest());
    }

    /** The same with so many threads. */
    public SamplerSettings withThreads(int number) {
        return new SamplerSettings(number, slots, queue, kernel);
    }

    /** The same with so many slots for each thread. */
    public SamplerSettings withSlots(int number) {
        return new SamplerSettings(threads, number, queue, kernel);
    }

    /** The same with another bound of the queue. */
    public SamplerSettings withQueue(int bound) {
        return new SamplerSettings(threads, slots, bound, kernel);
    }

    /** The same with another kernel. */
    public SamplerSettings withKernel(MatrixKernel other) {
        return new SamplerSettings(threads, slots, queue, other);
    }
}

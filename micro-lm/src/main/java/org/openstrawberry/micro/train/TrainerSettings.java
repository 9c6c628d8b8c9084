package org.openstrawberry.micro.train;

import org.openstrawberry.micro.kernel.MatrixKernel;

/**
 * How a trainer computes. None of it but the clip changes what comes out.
 *
 * @param threads 1 to 4; more than {@link #LANES} would have nothing to do
 * @param clip above 0: gradients whose norm is longer are scaled down to it
 * @param kernel multiplies matrices
 */
public record TrainerSettings(int threads, double clip, MatrixKernel kernel) {

    /** Every step is cut into a multiple of so many pieces, on any machine, so that sums come out the same. */
    public static final int LANES = 4;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if there is no thread or more than the lanes, or the clip is not above 0
     */
    public TrainerSettings {
        if (threads < 1 || threads > LANES || !(clip > 0)) {
            throw new IllegalArgumentException(threads + " threads, clip " + clip);
        }
    }

    /** A thread for each processor, at most four; clip 1; the fastest kernel. */
    public static TrainerSettings defaults() {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, LANES);
        return new TrainerSettings(threads, 1, MatrixKernel.fastest());
    }

    /** The same with so many threads, 1 to 4. */
    public TrainerSettings withThreads(int number) {
        return new TrainerSettings(number, clip, kernel);
    }

    /** The same with another kernel. */
    public TrainerSettings withKernel(MatrixKernel other) {
        return new TrainerSettings(threads, clip, other);
    }
}

package org.openstrawberry.micro.kernel;

/**
 * Multiplies matrices. Every implementation computes each number of the result by the same chain of fused multiply-adds,
 * in the order of the inner dimension, beginning with what the result held. So all of them give the same bits, however
 * they cut the matrices up, and a row's result does not depend on the other rows.
 */
public sealed interface MatrixKernel permits LoopKernel, VectorKernel {

    /**
     * {@code result += left * right}.
     *
     * @param left m x k, any strides
     * @param right k x n, its columns next to each other
     * @param result m x n, its columns next to each other; must not overlap the factors
     * @throws IllegalArgumentException if the shapes do not fit
     */
    default void multiplyAdd(Matrix left, Matrix right, Matrix result) {
        boolean fits = left.columns() == right.rows()
                && left.rows() == result.rows()
                && right.columns() == result.columns()
                && right.columnStride() == 1
                && result.columnStride() == 1;
        if (!fits) {
            throw new IllegalArgumentException(left + " times " + right + " does not fit " + result);
        }
        multiplyAddFitting(left, right, result);
    }

    /** {@link #multiplyAdd} after the check of shapes. */
    void multiplyAddFitting(Matrix left, Matrix right, Matrix result);

    /** The fastest that this JVM offers: vectors where it was started with {@code --add-modules jdk.incubator.vector}. */
    static MatrixKernel fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? vectors() : loops();
    }

    /** Plain loops: needs no module, five to ten times slower. */
    static MatrixKernel loops() {
        return LoopKernel.INSTANCE;
    }

    /**
     * The Vector API (JEP 508).
     *
     * @throws NoClassDefFoundError if the JVM was started without {@code --add-modules jdk.incubator.vector}
     */
    static MatrixKernel vectors() {
        return VectorKernel.INSTANCE;
    }
}

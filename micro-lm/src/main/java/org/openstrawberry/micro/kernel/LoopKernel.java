package org.openstrawberry.micro.kernel;

/** Plain loops, which the JVM turns into vector instructions as far as it can. */
final class LoopKernel implements MatrixKernel {

    static final LoopKernel INSTANCE = new LoopKernel();

    private LoopKernel() {}

    @Override
    public void multiplyAddFitting(Matrix left, Matrix right, Matrix result) {
        for (int row = 0; row < left.rows(); row++) {
            for (int inner = 0; inner < left.columns(); inner++) {
                float factor = left.data()[left.offset() + row * left.rowStride() + inner * left.columnStride()];
                addScaled(
                        factor,
                        right.data(),
                        right.offset() + inner * right.rowStride(),
                        result.data(),
                        result.offset() + row * result.rowStride(),
                        right.columns());
            }
        }
    }

    // A method of its own: the compiler optimises small ones far better.
    static void addScaled(float factor, float[] from, int fromOffset, float[] to, int toOffset, int length) {
        for (int i = 0; i < length; i++) {
            to[toOffset + i] = Math.fma(factor, from[fromOffset + i], to[toOffset + i]);
        }
    }
}

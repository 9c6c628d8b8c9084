package org.openstrawberry.micro.network;

import org.openstrawberry.micro.kernel.Matrix;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ParameterBlock;

/**
 * Products of rows with a block of parameters, W, of m x n numbers.
 *
 * @param kernel multiplies
 */
public record Products(MatrixKernel kernel) {

    /** y += x W. */
    public void multiply(float[] x, ParameterBlock block, float[] parameters, float[] y, int rows) {
        kernel.multiplyAdd(
                Matrix.of(x, 0, rows, block.rows()), block.in(parameters), Matrix.of(y, 0, rows, block.columns()));
    }

    /** dx += dy W^T. */
    void multiplyBack(float[] dy, ParameterBlock block, TransposedParameters transposed, float[] dx, int rows) {
        kernel.multiplyAdd(
                Matrix.of(dy, 0, rows, block.columns()), transposed.of(block), Matrix.of(dx, 0, rows, block.rows()));
    }

    /** dW += x^T dy. */
    void addOuter(float[] x, float[] dy, ParameterBlock block, float[] gradient, int rows) {
        kernel.multiplyAdd(
                Matrix.of(x, 0, rows, block.rows()).transposed(),
                Matrix.of(dy, 0, rows, block.columns()),
                block.in(gradient));
    }
}

package org.openstrawberry.micro.network;

import org.openstrawberry.micro.kernel.Matrix;
import org.openstrawberry.micro.model.ParameterBlock;
import org.openstrawberry.micro.model.ParameterLayout;

/** The parameters with every matrix transposed, as the way back multiplies by them; made anew after each step. */
public final class TransposedParameters {

    private final ParameterLayout layout;
    private final float[] numbers;

    /** Room for the parameters of a layout. */
    public TransposedParameters(ParameterLayout layout) {
        this.layout = layout;
        numbers = new float[layout.head().end()];
    }

    /** Takes over what the parameters are now. */
    public void refresh(float[] parameters) {
        for (ParameterBlock block : layout.blocks()) {
            if (block.rows() > 1) {
                transpose(parameters, block);
            }
        }
    }

    private void transpose(float[] parameters, ParameterBlock block) {
        for (int row = 0; row < block.rows(); row++) {
            for (int column = 0; column < block.columns(); column++) {
                numbers[block.offset() + column * block.rows() + row] =
                        parameters[block.offset() + row * block.columns() + column];
            }
        }
    }

    /** columns x rows of a block. */
    Matrix of(ParameterBlock block) {
        return Matrix.of(numbers, block.offset(), block.columns(), block.rows());
    }
}

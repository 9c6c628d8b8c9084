package org.openstrawberry.micro.model;

import org.openstrawberry.micro.kernel.Matrix;

/**
 * One matrix among the parameters.
 *
 * @param name such as {@code layer1.attention.output}
 * @param offset index of its first number among all parameters
 * @param rows numbers that go in; 1 for the gains of a norm
 * @param columns numbers that come out
 */
public record ParameterBlock(String name, int offset, int rows, int columns) {

    /** Number of parameters. */
    public int size() {
        return rows * columns;
    }

    /** Index behind its last number. */
    public int end() {
        return offset + size();
    }

    /** The block within an array that has the layout of all parameters. */
    public Matrix in(float[] parameters) {
        return Matrix.of(parameters, offset, rows, columns);
    }
}

package org.openstrawberry.micro.kernel;

import java.util.Objects;

/** A rectangle of numbers inside an array: a view that copies nothing and may be transposed by exchanging its strides. */
public final class Matrix {

    private final float[] data;
    private final int offset;
    private final int rows;
    private final int columns;
    private final int rowStride;
    private final int columnStride;

    private Matrix(float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
        if (rows > 0 && columns > 0) {
            int last = offset + (rows - 1) * rowStride + (columns - 1) * columnStride;
            Objects.checkIndex(offset, data.length);
            Objects.checkIndex(last, data.length);
        }
    }

    /**
     * Rows one behind the other, without gaps.
     *
     * @throws IndexOutOfBoundsException if the array is too short
     */
    public static Matrix of(float[] data, int offset, int rows, int columns) {
        return new Matrix(data, offset, rows, columns, columns, 1);
    }

    /**
     * Rows whose beginnings are so many numbers apart.
     *
     * @throws IndexOutOfBoundsException if the array is too short
     */
    public static Matrix strided(float[] data, int offset, int rows, int columns, int rowStride) {
        return new Matrix(data, offset, rows, columns, rowStride, 1);
    }

    /** The same numbers with rows and columns exchanged. */
    public Matrix transposed() {
        return new Matrix(data, offset, columns, rows, columnStride, rowStride);
    }

    /** Where the numbers are. */
    float[] data() {
        return data;
    }

    /** Index of the number in the first row and column. */
    int offset() {
        return offset;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of columns. */
    public int columns() {
        return columns;
    }

    int rowStride() {
        return rowStride;
    }

    int columnStride() {
        return columnStride;
    }

    /** For messages: the shape. */
    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}

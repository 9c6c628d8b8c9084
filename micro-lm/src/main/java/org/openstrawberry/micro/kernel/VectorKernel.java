package org.openstrawberry.micro.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Tiles of four rows by two vectors stay in registers while the inner dimension passes by; each tile is a
 * small method of its own, without which the compiler makes code that is twenty times slower.
 */
final class VectorKernel implements MatrixKernel {

    static final VectorKernel INSTANCE = new VectorKernel();

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** So much of the inner dimension at a time that what a tile reads of the right factor stays in the first cache. */
    private static final int BLOCK = 256;

    private VectorKernel() {}

    @Override
    public void multiplyAddFitting(Matrix left, Matrix right, Matrix result) {
        for (int from = 0; from < left.columns(); from += BLOCK) {
            int length = Math.min(BLOCK, left.columns() - from);
            int column = 0;
            for (; column + 2 * LANES <= right.columns(); column += 2 * LANES) {
                wideColumn(left, right, result, from, length, column);
            }
            for (; column + LANES <= right.columns(); column += LANES) {
                narrowColumn(left, right, result, from, length, column);
            }
            if (column < right.columns()) {
                rest(left, right, result, from, length, column);
            }
        }
    }

    private static void wideColumn(Matrix left, Matrix right, Matrix result, int from, int length, int column) {
        int rightOffset = right.offset() + from * right.rowStride() + column;
        int row = 0;
        for (; row + 4 <= left.rows(); row += 4) {
            tile4x2(
                    left.data(),
                    left.offset() + row * left.rowStride() + from * left.columnStride(),
                    left.rowStride(),
                    left.columnStride(),
                    right.data(),
                    rightOffset,
                    right.rowStride(),
                    result.data(),
                    result.offset() + row * result.rowStride() + column,
                    result.rowStride(),
                    length);
        }
        for (; row < left.rows(); row++) {
            tile1x2(
                    left.data(),
                    left.offset() + row * left.rowStride() + from * left.columnStride(),
                    left.columnStride(),
                    right.data(),
                    rightOffset,
                    right.rowStride(),
                    result.data(),
                    result.offset() + row * result.rowStride() + column,
                    length);
        }
    }

    private static void narrowColumn(Matrix left, Matrix right, Matrix result, int from, int length, int column) {
        for (int row = 0; row < left.rows(); row++) {
            tile1x1(
                    left.data(),
                    left.offset() + row * left.rowStride() + from * left.columnStride(),
                    left.columnStride(),
                    right.data(),
                    right.offset() + from * right.rowStride() + column,
                    right.rowStride(),
                    result.data(),
                    result.offset() + row * result.rowStride() + column,
                    length);
        }
    }

    private static void rest(Matrix left, Matrix right, Matrix result, int from, int length, int column) {
        for (int row = 0; row < left.rows(); row++) {
            int resultOffset = result.offset() + row * result.rowStride() + column;
            int leftOffset = left.offset() + row * left.rowStride();
            for (int inner = from; inner < from + length; inner++) {
                LoopKernel.addScaled(
                        left.data()[leftOffset + inner * left.columnStride()],
                        right.data(),
                        right.offset() + inner * right.rowStride() + column,
                        result.data(),
                        resultOffset,
                        right.columns() - column);
            }
        }
    }

    private static void tile4x2(
            float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bRow, float[] c, int c0, int cRow, int k) {
        int c1 = c0 + cRow;
        int c2 = c1 + cRow;
        int c3 = c2 + cRow;
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        int a1 = aRow;
        int a2 = 2 * aRow;
        int a3 = 3 * aRow;
        for (int i = 0; i < k; i++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, b0);
            FloatVector right = FloatVector.fromArray(SPECIES, b, b0 + LANES);
            FloatVector factor = FloatVector.broadcast(SPECIES, a[a0]);
            s00 = factor.fma(left, s00);
            s01 = factor.fma(right, s01);
            factor = FloatVector.broadcast(SPECIES, a[a0 + a1]);
            s10 = factor.fma(left, s10);
            s11 = factor.fma(right, s11);
            factor = FloatVector.broadcast(SPECIES, a[a0 + a2]);
            s20 = factor.fma(left, s20);
            s21 = factor.fma(right, s21);
            factor = FloatVector.broadcast(SPECIES, a[a0 + a3]);
            s30 = factor.fma(left, s30);
            s31 = factor.fma(right, s31);
            a0 += aColumn;
            b0 += bRow;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    private static void tile1x2(float[] a, int a0, int aColumn, float[] b, int b0, int bRow, float[] c, int c0, int k) {
        FloatVector left = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector right = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        for (int i = 0; i < k; i++) {
            FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + i * aColumn]);
            left = factor.fma(FloatVector.fromArray(SPECIES, b, b0 + i * bRow), left);
            right = factor.fma(FloatVector.fromArray(SPECIES, b, b0 + i * bRow + LANES), right);
        }
        left.intoArray(c, c0);
        right.intoArray(c, c0 + LANES);
    }

    private static void tile1x1(float[] a, int a0, int aColumn, float[] b, int b0, int bRow, float[] c, int c0, int k) {
        FloatVector sum = FloatVector.fromArray(SPECIES, c, c0);
        for (int i = 0; i < k; i++) {
            sum = FloatVector.broadcast(SPECIES, a[a0 + i * aColumn])
                    .fma(FloatVector.fromArray(SPECIES, b, b0 + i * bRow), sum);
        }
        sum.intoArray(c, c0);
    }
}

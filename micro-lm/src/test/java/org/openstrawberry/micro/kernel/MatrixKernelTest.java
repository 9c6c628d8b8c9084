package org.openstrawberry.micro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MatrixKernelTest {

    private static float[] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) (2 * random.nextDouble() - 1);
        }
        return numbers;
    }

    @Property(tries = 300)
    void shouldGiveTheSameBitsWithLoopsAndWithVectors(
            @ForAll @IntRange(min = 1, max = 13) int rows,
            @ForAll @IntRange(min = 1, max = 90) int columns,
            @ForAll @IntRange(min = 1, max = 600) int inner,
            @ForAll @IntRange(min = 0, max = 3) int gap,
            @ForAll boolean transposed,
            @ForAll long seed) {
        // given
        Matrix left = transposed
                ? Matrix.strided(random(inner * (rows + gap), seed), 0, inner, rows, rows + gap)
                        .transposed()
                : Matrix.of(random(rows * inner + gap, seed), gap, rows, inner);
        Matrix right = Matrix.strided(random(inner * (columns + gap), seed + 1), 0, inner, columns, columns + gap);
        float[] withLoops = random(rows * (columns + gap) + gap, seed + 2);
        float[] withVectors = withLoops.clone();

        // when
        MatrixKernel.loops().multiplyAdd(left, right, Matrix.strided(withLoops, gap, rows, columns, columns + gap));
        MatrixKernel.vectors().multiplyAdd(left, right, Matrix.strided(withVectors, gap, rows, columns, columns + gap));

        // then
        assertThat(withVectors).isEqualTo(withLoops);
    }

    @Test
    void shouldMultiplyAndAdd() {
        // given
        float[] left = random(5 * 300, 1);
        float[] right = random(300 * 70, 2);
        float[] before = random(5 * 70, 3);
        float[] result = before.clone();

        // when
        MatrixKernel.fastest()
                .multiplyAdd(Matrix.of(left, 0, 5, 300), Matrix.of(right, 0, 300, 70), Matrix.of(result, 0, 5, 70));

        // then
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 70; column++) {
                double expected = before[row * 70 + column];
                for (int i = 0; i < 300; i++) {
                    expected += (double) left[row * 300 + i] * right[i * 70 + column];
                }
                assertThat((double) result[row * 70 + column]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void shouldUseVectorsWhereTheModuleIsThere() {
        assertThat(MatrixKernel.fastest()).isSameAs(MatrixKernel.vectors());
    }

    @Test
    void shouldRefuseShapesThatDoNotFit() {
        float[] numbers = new float[100];
        Matrix wide = Matrix.of(numbers, 0, 2, 5);
        assertThatThrownBy(() -> MatrixKernel.loops().multiplyAdd(wide, wide, wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x5");
        assertThatThrownBy(() -> Matrix.of(numbers, 91, 2, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

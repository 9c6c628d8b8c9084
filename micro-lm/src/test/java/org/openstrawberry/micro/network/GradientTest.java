package org.openstrawberry.micro.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ParameterBlock;
import org.openstrawberry.micro.model.ParameterLayout;
import org.openstrawberry.micro.text.Sequence;

/** The way back, which is derived by hand, against differences of the way forward. */
class GradientTest {

    private static final List<Sequence> SEQUENCES = Tiny.sequences(5, 4);
    private static final double[] DERIVATIVES = {-0.04, 0.03, -0.02, -0.01, 0.05};

    private final PackedBatch batch = new PackedBatch(SEQUENCES, Tiny.SHAPE);
    private final Transformer transformer = new Transformer(Tiny.SHAPE, MatrixKernel.fastest());
    private final float[] parameters = Tiny.weights(3).copyOfParameters();

    static Stream<ParameterBlock> blocks() {
        return ParameterLayout.of(Tiny.SHAPE).blocks().stream();
    }

    /** The derivatives' weighted sum of the sequences' log p. */
    private double value() {
        float[] scores = transformer.forward(parameters, batch);
        double sum = 0;
        for (int i = 0; i < batch.targets(); i++) {
            sum += DERIVATIVES[batch.targetSequence(i)] * scores[i];
        }
        return sum;
    }

    private float[] gradient() {
        TransposedParameters transposed = new TransposedParameters(ParameterLayout.of(Tiny.SHAPE));
        transposed.refresh(parameters);
        float[] gradient = new float[parameters.length];
        transformer.forward(parameters, batch);
        transformer.backward(parameters, transposed, batch, DERIVATIVES, gradient);
        return gradient;
    }

    /** The derivative along a direction within a block, by differences. */
    private double difference(ParameterBlock block, double[] direction) {
        float[] before = parameters.clone();
        double length = Math.sqrt(Stream.of(direction)
                .flatMapToDouble(java.util.Arrays::stream)
                .map(x -> x * x)
                .sum());
        double step = 0.01 / length;
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < direction.length; i++) {
                parameters[block.offset() + i] =
                        (float) (before[block.offset() + i] + (side == 0 ? step : -step) * direction[i]);
            }
            values[side] = value();
        }
        System.arraycopy(before, 0, parameters, 0, before.length);
        return (values[0] - values[1]) / (2 * step);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shouldFitDifferencesAlongTheGradientOfEveryBlock(ParameterBlock block) {
        // given
        float[] gradient = gradient();
        double[] direction = new double[block.size()];
        double expected = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = gradient[block.offset() + i];
            expected += direction[i] * direction[i];
        }

        // then
        assertThat(expected).as("the block matters").isGreaterThan(1e-8);
        assertThat(difference(block, direction)).isCloseTo(expected, within(expected * 0.01));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shouldFitDifferencesAlongRandomDirectionsOfEveryBlock(ParameterBlock block) {
        // given
        float[] gradient = gradient();
        SplittableRandom random = new SplittableRandom(block.offset());
        double norm = 0;
        for (int i = block.offset(); i < block.end(); i++) {
            norm += gradient[i] * gradient[i];
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            double[] direction =
                    random.doubles(block.size(), -1, 1).map(Math::signum).toArray();
            double expected = 0;
            for (int i = 0; i < direction.length; i++) {
                expected += direction[i] * gradient[block.offset() + i];
            }

            // then
            assertThat(difference(block, direction)).isCloseTo(expected, within(0.02 * Math.sqrt(norm) + 1e-4));
        }
    }

    @Test
    void shouldLeaveTokensThatDoNotOccurAlone() {
        // given
        ParameterBlock embedding = ParameterLayout.of(Tiny.SHAPE).embedding();
        PackedBatch one = new PackedBatch(List.of(Sequence.of(new int[] {3, 4}, new int[] {5})), Tiny.SHAPE);
        TransposedParameters transposed = new TransposedParameters(ParameterLayout.of(Tiny.SHAPE));
        transposed.refresh(parameters);
        float[] gradient = new float[parameters.length];

        // when
        transformer.forward(parameters, one);
        transformer.backward(parameters, transposed, one, new double[] {1}, gradient);

        // then
        for (int token = 0; token < Tiny.SHAPE.vocabulary(); token++) {
            boolean moved = false;
            for (int i = 0; i < embedding.columns(); i++) {
                moved |= gradient[embedding.offset() + token * embedding.columns() + i] != 0;
            }
            assertThat(moved).isEqualTo(token == 3 || token == 4);
        }
    }
}

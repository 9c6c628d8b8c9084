package org.openstrawberry.micro.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void shouldTellGroupsApart() {
        assertThat(Ranking.areaUnderCurve(new double[] {1, 2}, new double[] {3, 4, 5}))
                .isEqualTo(1);
        assertThat(Ranking.areaUnderCurve(new double[] {9}, new double[] {3, 4}))
                .isZero();
        assertThat(Ranking.areaUnderCurve(new double[] {1, 1}, new double[] {1}))
                .isEqualTo(0.5);
        assertThat(Ranking.areaUnderCurve(new double[] {1, 4}, new double[] {2, 3}))
                .isEqualTo(0.5);
    }

    @Property(tries = 200)
    void shouldBeWhatCountingPairsGives(
            @ForAll @Size(min = 1, max = 12) @IntRange(max = 6) int[] lower,
            @ForAll @Size(min = 1, max = 12) @IntRange(max = 6) int[] higher) {
        double wins = 0;
        for (int low : lower) {
            for (int high : higher) {
                wins += low < high ? 1 : low == high ? 0.5 : 0;
            }
        }
        double[] lows = java.util.Arrays.stream(lower).asDoubleStream().toArray();
        double[] highs = java.util.Arrays.stream(higher).asDoubleStream().toArray();
        assertThat(Ranking.areaUnderCurve(lows, highs)).isCloseTo(wins / (lower.length * higher.length), within(1e-12));
    }

    @Test
    void shouldRefuseAnEmptyGroup() {
        assertThatThrownBy(() -> Ranking.areaUnderCurve(new double[0], new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

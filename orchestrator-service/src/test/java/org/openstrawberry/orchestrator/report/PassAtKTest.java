package org.openstrawberry.orchestrator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PassAtKTest {

    @Test
    void shouldAverageOverProblems() {
        // given one problem with 1 of 2 correct and one with none
        List<PassAtK.Group> groups = List.of(new PassAtK.Group(2, 1, 1), new PassAtK.Group(2, 0, 1));

        // when
        var estimates = PassAtK.of(groups, 2);

        // then
        assertThat(estimates.get(1)).isEqualTo(0.25, within(1e-12));
        assertThat(estimates.get(2)).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void shouldGivePowersOfTwoAndAllSamples() {
        assertThat(PassAtK.of(List.of(new PassAtK.Group(100, 4, 1)), 100).keySet())
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 100);
    }

    @Test
    void shouldLeaveOutKsThatNoProblemHasSamplesFor() {
        assertThat(PassAtK.of(List.of(new PassAtK.Group(3, 1, 5)), 8).keySet()).containsExactly(1, 2);
        assertThat(PassAtK.of(List.of(), 8)).isEmpty();
    }

    /** Against the definition, with factorials of exact integers. */
    @Property
    void shouldEqualTheDefinition(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 0, max = 40) int correct,
            @ForAll @IntRange(min = 1, max = 40) int k) {
        int c = Math.min(correct, n);
        int drawn = Math.min(k, n);

        double expected = 1 - choose(n - c, drawn) / choose(n, drawn);

        assertThat(PassAtK.estimate(n, c, drawn)).isEqualTo(expected, within(1e-9));
    }

    private static double choose(int n, int k) {
        double ways = n >= k ? 1 : 0;
        for (int i = 0; i < k && n >= k; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        return ways;
    }
}

package org.openstrawberry.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private static List<Duration> draws(Latency latency) {
        SplittableRandom random = new SplittableRandom(5);
        return Stream.generate(() -> latency.draw(random))
                .limit(10_001)
                .sorted()
                .toList();
    }

    @Test
    void shouldAlwaysWaitTheSameWhenFixed() {
        assertThat(draws(Latency.ofMillis(250))).containsOnly(Duration.ofMillis(250));
    }

    @Test
    void shouldSpreadEvenlyWhenUniform() {
        // when
        List<Duration> draws = draws(new Latency.Uniform(Duration.ofMillis(100), Duration.ofMillis(300)));

        // then
        assertThat(draws.getFirst()).isBetween(Duration.ofMillis(100), Duration.ofMillis(102));
        assertThat(draws.get(5000)).isBetween(Duration.ofMillis(190), Duration.ofMillis(210));
        assertThat(draws.getLast()).isBetween(Duration.ofMillis(298), Duration.ofMillis(300));
    }

    @Test
    void shouldHaveItsMedianAndALongTailWhenLogNormal() {
        // when
        List<Duration> draws = draws(new Latency.LogNormal(Duration.ofMillis(200), 0.5, Duration.ofMillis(900)));

        // then
        assertThat(draws.get(5000)).isBetween(Duration.ofMillis(190), Duration.ofMillis(210));
        assertThat(draws.get(9900)).isGreaterThan(Duration.ofMillis(500));
        assertThat(draws.getLast()).isLessThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void shouldRefuseImpossibleRanges() {
        assertThatThrownBy(() -> new Latency.Uniform(Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Latency.LogNormal(Duration.ofMillis(2), -1, Duration.ofMillis(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

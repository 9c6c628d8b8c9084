package org.openstrawberry.orchestrator.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SplitMixTest {

    @Test
    void shouldMixAsPublished() {
        // given the first outputs of SplitMix64 seeded with 1234567, as its reference implementation prints them
        long gamma = 0x9e3779b97f4a7c15L;
        long seed = 1234567;

        // when
        long[] outputs = LongStream.rangeClosed(1, 5)
                .map(i -> SplitMix.mix(seed + i * gamma))
                .toArray();

        // then
        assertThat(outputs)
                .containsExactly(
                        6457827717110365317L,
                        3203168211198807973L,
                        Long.parseUnsignedLong("9817491932198370423"),
                        4593380528125082431L,
                        Long.parseUnsignedLong("16408922859458223821"));
    }

    @Test
    void shouldNeverRepeatANumberWithinASeed() {
        assertThat(LongStream.range(-10, 100_000).map(i -> SplitMix.at(42, i)).distinct())
                .hasSize(100_010);
    }

    @Test
    void shouldStayBelowTheBound() {
        assertThat(SplitMix.below(7, -1L)).isEqualTo(6);
        assertThat(SplitMix.below(7, 0L)).isZero();
        assertThat(SplitMix.below(1, Long.MIN_VALUE)).isZero();
        assertThatThrownBy(() -> SplitMix.below(0, 1L)).isInstanceOf(IllegalArgumentException.class);
    }
}

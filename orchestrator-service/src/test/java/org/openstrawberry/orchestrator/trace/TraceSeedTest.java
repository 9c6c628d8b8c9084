package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceSeedTest {

    @Test
    void shouldGiveEverySampleOfEveryProblemItsOwnSeed() {
        // when
        Set<Long> seeds = new HashSet<>();
        for (int problem = 0; problem < 2_000; problem++) {
            for (int sample = 0; sample < 20; sample++) {
                seeds.add(TraceSeed.of(7, problem, sample));
            }
        }

        // then
        assertThat(seeds).hasSize(40_000);
    }

    /** Stored traces depend on it: the same run must derive the same seeds in every release. */
    @Test
    void shouldDeriveWhatItAlwaysDerived() {
        assertThat(TraceSeed.of(1234, 0, 0)).isEqualTo(8797642262298044781L);
        assertThat(TraceSeed.of(1234, 1318, 19)).isEqualTo(1373165952336642817L);
    }

    @Test
    void shouldDependOnTheRunsSeed() {
        assertThat(TraceSeed.of(1, 0, 0)).isNotEqualTo(TraceSeed.of(2, 0, 0));
    }

    @Test
    void shouldRefuseNegativePositions() {
        assertThatThrownBy(() -> TraceSeed.of(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TraceSeed.of(1, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}

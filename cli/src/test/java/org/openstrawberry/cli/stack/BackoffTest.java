package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final Supervisor.Backoff backoff = new Supervisor.Backoff(clock);

    @Test
    void shouldWaitLongerEachTimeUpToHalfAMinute() {
        // when it dies at once, again and again
        List<Long> pauses = new ArrayList<>();
        for (int death = 0; death < 7; death++) {
            assertThat(backoff.dead()).isTrue();
            pauses.add(backoff.pause().toSeconds());
            now = now.plus(backoff.pause());
            backoff.started();
        }

        // then
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void shouldTellADeathOnceAndBeDueAfterThePause() {
        // when
        assertThat(backoff.dead()).isTrue();

        // then
        assertThat(backoff.dead()).isFalse();
        assertThat(backoff.isDue()).isFalse();
        now = now.plus(Duration.ofMillis(999));
        assertThat(backoff.isDue()).isFalse();
        now = now.plus(Duration.ofMillis(1));
        assertThat(backoff.isDue()).isTrue();
    }

    @Test
    void shouldForgetOldDeathsOfWhatLivedLong() {
        // given
        for (int death = 0; death < 5; death++) {
            backoff.dead();
            now = now.plus(backoff.pause());
            backoff.started();
        }

        // when
        now = now.plus(Duration.ofMinutes(1));
        backoff.alive();
        backoff.dead();

        // then
        assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(1));
    }
}

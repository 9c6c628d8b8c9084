package org.openstrawberry.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseWatchTest {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final PauseWatch watch = new PauseWatch(() -> now, Duration.ofSeconds(32));

    @Test
    void shouldKnowOfNoPauseBeforeTheFirst() {
        assertThat(watch.wasLong()).isFalse();
    }

    @Test
    void shouldFindAPauseLongOnlyBeyondTheLongest() {
        // given
        watch.begin();

        // when / then
        now = now.plusSeconds(32);
        assertThat(watch.wasLong()).isFalse();
        now = now.plusSeconds(1);
        assertThat(watch.wasLong()).isTrue();

        // when
        watch.begin();

        // then
        assertThat(watch.wasLong()).isFalse();
    }
}

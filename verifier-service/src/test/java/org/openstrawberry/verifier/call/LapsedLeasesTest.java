package org.openstrawberry.verifier.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LapsedLeasesTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final LapsedLeases lapsed = new LapsedLeases(Duration.ofSeconds(30), nanos::get);

    @Test
    void shouldCountFromTheBeginning() {
        assertThat(lapsed.count()).isTrue();
    }

    @Test
    void shouldNotCountForTheLengthOfALeaseAfterTheDatabaseFailed() {
        // when
        lapsed.databaseFailed();

        // then
        nanos.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
        assertThat(lapsed.count()).isFalse();
        nanos.incrementAndGet();
        assertThat(lapsed.count()).isTrue();
    }
}

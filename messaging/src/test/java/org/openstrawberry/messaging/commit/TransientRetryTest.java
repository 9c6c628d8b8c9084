package org.openstrawberry.messaging.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransientRetryTest {
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    @Test
    void shouldThrowAtOnceWhatWillNotPass() {
        // given
        TransientRetry retry = new TransientRetry(QUICK, _ -> false);
        AtomicInteger calls = new AtomicInteger();

        // when, then
        assertThatThrownBy(() -> retry.call("test", () -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldStopRetryingWhenStoppedButStillDoWhatSucceeds() {
        // given
        TransientRetry retry = new TransientRetry(new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)), _ -> true);
        retry.stop();

        // when, then
        assertThat(retry.<String>call("test", () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> retry.call("test", () -> {
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(RetryStoppedException.class)
                .hasRootCauseMessage("away");
    }

    @Test
    void shouldKeepTheInterruptOfItsThread() {
        // given
        TransientRetry retry = new TransientRetry(QUICK, _ -> true);
        Thread.currentThread().interrupt();

        // when, then
        assertThatThrownBy(() -> retry.call("test", () -> {
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(RetryStoppedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldDoubleTheDelayUpToTheLongest() {
        // given
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

        // then
        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(50));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.after(7)).isEqualTo(Duration.ofMillis(3_200));
        assertThat(backoff.after(8)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

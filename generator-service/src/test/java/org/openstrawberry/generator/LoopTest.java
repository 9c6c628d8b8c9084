package org.openstrawberry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.Loop.Rest;

class LoopTest {
    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void shouldGoOnAfterAFailureAndEndWhenClosed() {
        // given
        Loop loop = new Loop("test-loop", () -> {
            if (steps.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return Rest.exactly(Duration.ofMillis(1));
        });

        // when
        loop.start();

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> steps.get() > 3);
        assertThat(loop.isAlive()).isTrue();
        loop.close();
        assertThat(loop.isAlive()).isFalse();
    }

    @Test
    void shouldEndItsRestWhenWokenButNotBeforeItsShortestTime() {
        // given
        Loop loop = new Loop("test-loop", () -> {
            steps.incrementAndGet();
            return new Rest(Duration.ofMillis(200), Duration.ofHours(1));
        });
        loop.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> steps.get() == 1);
        long start = System.nanoTime();

        // when
        loop.wake();

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> steps.get() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(90));
        loop.close();
    }
}

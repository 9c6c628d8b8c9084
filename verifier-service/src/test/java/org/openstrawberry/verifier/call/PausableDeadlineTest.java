package org.openstrawberry.verifier.call;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausableDeadlineTest {

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final AtomicBoolean acted = new AtomicBoolean();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void shouldActWhenTheTimeIsUp() {
        try (PausableDeadline _ = new PausableDeadline(scheduler, Duration.ofMillis(50), () -> acted.set(true))) {
            await().untilTrue(acted);
        }
    }

    @Test
    void shouldNotCountThePauses() {
        try (PausableDeadline deadline =
                new PausableDeadline(scheduler, Duration.ofSeconds(2), () -> acted.set(true))) {
            // when
            deadline.paused();

            // then
            await().during(Duration.ofMillis(2_500))
                    .atMost(Duration.ofSeconds(5))
                    .untilFalse(acted);
            deadline.resumed();
            await().untilTrue(acted);
        }
    }

    @Test
    void shouldNotActWhenClosed() {
        // when
        new PausableDeadline(scheduler, Duration.ofMillis(200), () -> acted.set(true)).close();

        // then
        await().during(Duration.ofMillis(500)).untilFalse(acted);
    }
}

package org.openstrawberry.messaging.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class LoopsLiveTest {
    private final Loops loops = new Loops();
    private final LoopsLive check = new LoopsLive(loops, Duration.ofMillis(50));

    @Test
    void shouldBeLiveWithoutLoopsAndBeforeTheyStart() {
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        loops.watch(new Loop("never-started", () -> Rest.NONE));
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldNameTheLoopThatHangs() {
        // given
        CountDownLatch end = new CountDownLatch(1);
        try (Loop good = new Loop("good", () -> Rest.upTo(Duration.ofHours(1)));
                Loop bad = new Loop("bad", () -> {
                    end.await();
                    return Rest.upTo(Duration.ofHours(1));
                })) {
            loops.watch(good, bad);

            // when
            good.start();
            bad.start();

            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> check.call().getStatus() == Status.DOWN);
            HealthCheckResponse response = check.call();
            assertThat(response.getData().orElseThrow())
                    .containsEntry("good", "goes on")
                    .hasEntrySatisfying(
                            "bad", word -> assertThat(word.toString()).startsWith("hangs for "));

            // when
            end.countDown();

            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> check.call().getStatus() == Status.UP);
        }
    }
}

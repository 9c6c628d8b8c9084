package org.openstrawberry.messaging.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.messaging.commit.Backoff;

class LoopTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final AtomicInteger steps = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private Loop loop = new Loop("test-loop", () -> Rest.NONE);

    @AfterEach
    void close() {
        end.countDown();
        loop.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void shouldGoOnAfterFailuresAndErrorsAndEndWhenClosed() {
        // given
        loop = new Loop("test-loop", QUICK, () -> {
            return switch (steps.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("once");
                case 2 -> throw new StackOverflowError("once more");
                case 3 -> throw new InterruptedException("by nobody");
                default -> Rest.exactly(Duration.ofMillis(1));
            };
        });

        // when
        loop.start();

        // then
        soon().until(() -> steps.get() > 5);
        assertThat(loop.isAlive()).isTrue();
        loop.close();
        assertThat(loop.isAlive()).isFalse();
        loop.close();
    }

    @Test
    void shouldRestLongerTheMoreOftenItFailedAndNotBeWokenFromThat() {
        // given
        loop = new Loop("test-loop", new Backoff(Duration.ofMillis(1), LONG), () -> {
            steps.incrementAndGet();
            loop.wake();
            throw new IllegalStateException("always");
        });

        // when
        loop.start();

        // then 1 + 2 + 4 + ... + 256 ms
        soon().until(() -> steps.get() == 9);
        await().during(Duration.ofMillis(100)).atMost(Duration.ofSeconds(1)).until(() -> steps.get() == 9);
    }

    @Test
    void shouldForgetFailuresOnceAStepSucceeded() {
        // given
        loop = new Loop("test-loop", new Backoff(Duration.ofMillis(1), LONG), () -> {
            if (steps.incrementAndGet() % 2 == 0) {
                return Rest.NONE;
            }
            throw new IllegalStateException("every other time");
        });

        // when
        loop.start();

        // then
        soon().until(() -> steps.get() > 60);
    }

    @Test
    void shouldEndItsRestWhenWokenButNotBeforeItsShortestTime() {
        // given
        loop = new Loop("test-loop", () -> {
            steps.incrementAndGet();
            return new Rest(Duration.ofMillis(200), LONG);
        });
        loop.start();
        soon().until(() -> steps.get() == 1);
        long start = System.nanoTime();

        // when
        loop.wake();

        // then
        soon().until(() -> steps.get() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(90));
    }

    @Test
    void shouldRememberThatItWasWokenDuringAStep() throws InterruptedException {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        loop = new Loop("test-loop", () -> {
            if (steps.incrementAndGet() == 1) {
                begun.countDown();
                end.await();
            }
            return Rest.upTo(LONG);
        });
        loop.start();
        begun.await();

        // when
        loop.wake();
        end.countDown();

        // then
        soon().until(() -> steps.get() == 2);
    }

    @Test
    void shouldRestBeforeTheFirstStepWhereAsked() {
        // given
        loop = new Loop("test-loop", () -> {
            steps.incrementAndGet();
            return Rest.upTo(LONG);
        });

        // when
        loop.start(Rest.upTo(LONG));

        // then
        await().during(Duration.ofMillis(50)).atMost(Duration.ofSeconds(1)).until(() -> steps.get() == 0);
        loop.wake();
        soon().until(() -> steps.get() == 1);
    }

    @Test
    void shouldBeBehindWhileAStepHangsAndNotWhileItRests() {
        // given
        Duration limit = Duration.ofMillis(20);
        loop = new Loop("test-loop", () -> {
            if (steps.incrementAndGet() == 2) {
                end.await();
            }
            return Rest.upTo(LONG);
        });
        assertThat(loop.goesOn(Duration.ZERO)).as("not started").isTrue();

        // when
        loop.start();
        soon().until(() -> steps.get() == 1);

        // then
        await().during(limit.multipliedBy(2)).atMost(Duration.ofSeconds(1)).until(() -> loop.goesOn(limit));

        // when
        loop.wake();

        // then
        soon().until(() -> !loop.goesOn(limit));
        assertThat(loop.behind()).isGreaterThanOrEqualTo(limit);

        // when
        end.countDown();

        // then
        soon().until(() -> loop.goesOn(limit));
        loop.close();
        assertThat(loop.goesOn(Duration.ZERO)).as("closed").isTrue();
    }

    @Test
    void shouldTellALongStepWhetherToCarryOn() throws InterruptedException {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean carriedOn = new AtomicBoolean();
        loop = new Loop("test-loop", () -> {
            carriedOn.set(loop.carryOn());
            begun.countDown();
            while (loop.carryOn()) {
                steps.incrementAndGet();
            }
            return Rest.upTo(LONG);
        });
        loop.start();
        begun.await();

        // when
        loop.close();

        // then
        assertThat(loop.isAlive()).isFalse();
        assertThat(carriedOn).isTrue();
    }

    @Test
    void shouldInterruptAStepThatDoesNotEndWhenClosed() throws InterruptedException {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        loop = new Loop("test-loop", () -> {
            begun.countDown();
            end.await();
            return Rest.NONE;
        });
        loop.start();
        begun.await();

        // when
        loop.close(Duration.ofMillis(1));

        // then
        assertThat(loop.isAlive()).isFalse();
    }

    @Test
    void shouldRefuseImpossibleRests() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rest.exactly(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rest(Duration.ofMillis(2), Duration.ofMillis(1)));
    }
}

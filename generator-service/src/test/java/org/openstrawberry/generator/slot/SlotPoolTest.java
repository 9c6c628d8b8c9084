package org.openstrawberry.generator.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotPoolTest {
    private final AtomicInteger told = new AtomicInteger();
    private final SlotPool slots = new SlotPool(3, told::incrementAndGet);

    @Test
    void shouldGrantNoMoreThanAreFree() {
        // given
        assertThat(slots.take(2)).isEqualTo(2);

        // when / then
        assertThat(slots.take(5)).isEqualTo(1);
        assertThat(slots.take(1)).isZero();
        assertThat(slots.free()).isZero();
        assertThat(slots.taken()).isEqualTo(3);
    }

    @Test
    void shouldGrantAgainWhatWasGivenBackAndTell() {
        // given
        slots.take(3);

        // when
        slots.give(2);

        // then
        assertThat(slots.take(3)).isEqualTo(2);
        assertThat(told).hasValue(1);
    }

    @Test
    void shouldRefuseToTakeBackMoreThanItGranted() {
        // given
        slots.take(1);

        // when / then
        assertThatThrownBy(() -> slots.give(2)).isInstanceOf(IllegalStateException.class);
        assertThat(slots.taken()).isEqualTo(1);
    }

    @Test
    void shouldGrantNothingOnceClosedButTakeBack() throws InterruptedException {
        // given
        slots.take(1);
        slots.close();

        // when / then
        assertThat(slots.take(1)).isZero();
        assertThat(slots.free()).isZero();
        assertThat(slots.awaitAllGiven(Duration.ofMillis(10))).isFalse();
        slots.give(1);
        assertThat(slots.awaitAllGiven(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldWakeWhoWaitsForTheLastSlot() throws InterruptedException {
        // given
        slots.take(1);
        Thread giver = Thread.ofVirtual().start(() -> slots.give(1));

        // when / then
        assertThat(slots.awaitAllGiven(Duration.ofSeconds(10))).isTrue();
        giver.join();
    }

    @Test
    void shouldNeverGrantMoreThanItsSizeToManyThreads() throws InterruptedException {
        // given
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable taker = () -> {
            for (int i = 0; i < 2_000; i++) {
                int granted = slots.take(2);
                most.accumulateAndGet(held.addAndGet(granted), Math::max);
                held.addAndGet(-granted);
                slots.give(granted);
            }
        };

        // when
        Thread first = Thread.ofPlatform().start(taker);
        Thread second = Thread.ofPlatform().start(taker);
        first.join();
        second.join();

        // then
        assertThat(most.get()).isBetween(1, 3);
        assertThat(slots.taken()).isZero();
    }
}

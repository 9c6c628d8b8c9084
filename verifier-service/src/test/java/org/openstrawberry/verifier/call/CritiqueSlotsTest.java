package org.openstrawberry.verifier.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CritiqueSlotsTest {
    private final AtomicInteger told = new AtomicInteger();
    private final CritiqueSlots slots = new CritiqueSlots(3, told::incrementAndGet);

    @Test
    void shouldGrantNoMoreThanThereAre() {
        assertThat(slots.take(2)).isEqualTo(2);
        assertThat(slots.take(2)).isEqualTo(1);
        assertThat(slots.take(2)).isZero();
        assertThat(slots.taken()).isEqualTo(3);
        slots.give(2);
        assertThat(slots.take(9)).isEqualTo(2);
    }

    @Test
    void shouldTellOfSlotsThatCameBack() {
        slots.take(3);
        slots.give(0);
        assertThat(told).hasValue(0);
        slots.give(3);
        assertThat(told).hasValue(1);
    }

    @Test
    void shouldGrantNoneWhenClosed() throws InterruptedException {
        slots.take(1);
        slots.close();
        assertThat(slots.take(1)).isZero();
        assertThat(slots.awaitAllGiven(Duration.ofMillis(10))).isFalse();
        slots.give(1);
        assertThat(slots.awaitAllGiven(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void shouldRefuseToBeEmpty() {
        assertThatThrownBy(() -> new CritiqueSlots(0, () -> {})).isInstanceOf(IllegalArgumentException.class);
    }
}

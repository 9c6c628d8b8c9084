package org.openstrawberry.messaging.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final AtomicInteger told = new AtomicInteger();
    private final Backlog backlog = new Backlog();

    @Test
    void shouldTellOfSlotsOnlyWhileWorkIsKnownToWait() {
        // given
        backlog.listen(told::incrementAndGet);

        // when
        backlog.slotsGiven();

        // then
        assertThat(told).hasValue(0);

        // when
        backlog.keep();
        backlog.slotsGiven();

        // then
        assertThat(told).hasValue(1);
        assertThat(backlog.isKnown()).isTrue();

        // when
        boolean known = backlog.takeNote();
        backlog.slotsGiven();

        // then
        assertThat(known).isTrue();
        assertThat(backlog.takeNote()).isFalse();
        assertThat(told).hasValue(1);
    }

    @Test
    void shouldTellOfNewWorkAtOnce() {
        // given
        backlog.note();
        backlog.listen(told::incrementAndGet);

        // when
        backlog.note();

        // then
        assertThat(told).hasValue(1);
        assertThat(backlog.isKnown()).isTrue();
    }
}

package org.openstrawberry.verifier.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueClaim;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;

class InFlightCritiqueTest {
    private final InFlightCritique critique = new InFlightCritique(new ClaimedCritique(
            new CritiqueClaim(UUID.randomUUID(), 1),
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            0,
            1,
            2,
            new Window(0, 2),
            "openai:m",
            0));

    @Test
    void shouldStoreWhatWasNotStopped() {
        assertThat(critique.begin()).isTrue();
        assertThat(critique.beginStoring()).isTrue();
        assertThat(critique.stop()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldNotBeginWhatWasStoppedBefore() {
        assertThat(critique.stop()).isTrue();
        assertThat(critique.begin()).isFalse();
        assertThat(critique.beginStoring()).isFalse();
    }

    @Test
    void shouldInterruptTheCallAndNothingAfterIt() {
        critique.begin();
        assertThat(critique.stop()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(critique.beginStoring()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldStoreThatItTookTooLong() {
        critique.begin();
        critique.timeOut();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(critique.isOverdue()).isTrue();
        assertThat(critique.beginStoring()).isTrue();
        critique.timeOut();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldListThoseThatWereStopped() {
        // given
        InFlightCritiques all = new InFlightCritiques();
        all.add(critique);
        CritiqueClaim other = new CritiqueClaim(UUID.randomUUID(), 1);

        // when, then
        assertThat(all.claims()).containsExactly(critique.claim());
        assertThat(all.stop(List.of(critique.claim(), other))).containsExactly(critique.claim());
        all.remove(critique);
        assertThat(all.claims()).isEmpty();
    }
}

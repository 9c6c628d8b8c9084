package org.openstrawberry.generator.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.SampleTurns;

class InFlightTurnTest {
    private static final long DEADLINE = 1_000;

    private final InFlightTurns turns = new InFlightTurns();
    private final InFlightTurn turn = turns.add(SampleTurns.turn());

    @Test
    void shouldInterruptTheCallThatIsGivenUp() {
        // given
        turn.beginCall(DEADLINE);

        // when
        boolean givenUp = turn.giveUp(StopReason.UNWANTED);

        // then
        assertThat(givenUp).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(turn.endCall()).contains(StopReason.UNWANTED);
        assertThat(Thread.currentThread().isInterrupted())
                .as("what follows the call is not disturbed")
                .isFalse();
    }

    @Test
    void shouldNotBeginACallThatWasGivenUpBefore() {
        // given
        turn.giveUp(StopReason.RETURNED);

        // when / then
        assertThat(turn.beginCall(DEADLINE)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(turn.stopReason()).contains(StopReason.RETURNED);
    }

    @Test
    void shouldNotGiveUpWhatIsBeingStored() {
        // given
        turn.beginCall(DEADLINE);
        assertThat(turn.endCall()).isEmpty();

        // when / then
        assertThat(turn.giveUp(StopReason.UNWANTED)).isFalse();
        assertThat(turns.giveUpAll(StopReason.RETURNED)).isZero();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldKeepTheFirstReason() {
        // given
        turn.giveUp(StopReason.UNWANTED);

        // when / then
        assertThat(turn.giveUp(StopReason.RETURNED)).isFalse();
        assertThat(turn.stopReason()).contains(StopReason.UNWANTED);
    }

    @Test
    void shouldGiveUpOnlyCallsBeyondTheirDeadline() {
        // given
        assertThat(turns.giveUpOverdue(DEADLINE + 1)).as("not at the model yet").isEmpty();
        turn.beginCall(DEADLINE);

        // when / then
        assertThat(turns.giveUpOverdue(DEADLINE - 1)).isEmpty();
        assertThat(turns.giveUpOverdue(DEADLINE)).containsExactly(turn.claim());
        assertThat(turn.endCall()).contains(StopReason.OVERDUE);
    }

    @Test
    void shouldForgetEachTurnOnce() {
        // when / then
        assertThat(turns.claims()).isEqualTo(Set.of(turn.claim()));
        assertThat(turns.remove(turn)).isTrue();
        assertThat(turns.remove(turn)).isFalse();
        assertThat(turns.giveUp(List.of(turn.claim()), StopReason.UNWANTED)).isEmpty();
    }
}

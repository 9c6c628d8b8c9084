package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.TurnKind;

class InputBoundTest {
    private static final int AROUND = InputBound.FRAME;

    @Test
    void shouldBoundTheFirstCallByTheBytesOfItsTexts() {
        assertThat(InputBound.first("é", "abc")).isEqualTo(InputBound.PREAMBLE + 2 + AROUND + 3 + AROUND);
        assertThat(InputBound.first(null, "abc")).isEqualTo(InputBound.PREAMBLE + 3 + AROUND);
    }

    @Test
    void shouldTakeWhatWasReportedWhereThatIsLess() {
        // given a call of 1,000 bytes at most, that had 250 tokens
        Turn before = answered(1_000L, "x".repeat(100), 250, 30);

        // when / then
        assertThat(InputBound.next(before, "abc")).isEqualTo(250 + 30 + AROUND + 3 + AROUND);
    }

    @Test
    void shouldTakeTheBytesWhereMoreWasReported() {
        // given hidden reasoning, which is not sent again
        Turn before = answered(1_000L, "x".repeat(100), 900, 5_000);

        // when / then
        assertThat(InputBound.next(before, "abc")).isEqualTo(1_000 + 100 + AROUND + 3 + AROUND);
    }

    @Test
    void shouldNotBelieveAReportOfFarFewerTokensThanTheBytesCanHave() {
        // given a server that leaves out what its cache held
        Turn before = answered(10_000L, "x".repeat(100), 7, 30);

        // when / then
        assertThat(InputBound.next(before, "abc")).isEqualTo(10_000 + 100 + AROUND + 3 + AROUND);
    }

    @Test
    void shouldKnowNoBoundAfterACallOfWhichNothingIsKnown() {
        assertThat(InputBound.next(answered(null, "reply", null, null), "abc")).isNull();
    }

    private static Turn answered(
            @Nullable Long bound, String reply, @Nullable Integer inputTokens, @Nullable Integer outputTokens) {
        Turn turn = Turn.pending(new UUID(0, 1), new UUID(0, 2), 0, TurnKind.PROBLEM, "prompt", bound, Instant.EPOCH);
        turn.reply = reply;
        turn.inputTokens = inputTokens;
        turn.outputTokens = outputTokens;
        return turn;
    }
}

package org.openstrawberry.generator.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.Replied;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnCompletion;

class CompletionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID EVENT = UUID.randomUUID();
    private static final Usage USAGE = new Usage(10, 4, 6, null);
    private static final BigDecimal COST = new BigDecimal("0.0000125");
    private static final int MAXIMUM_REPLY = 2_000_000;

    private final ClaimedTurn turn = SampleTurns.turn(UUID.randomUUID(), 2, null);
    private final Completions completions = new Completions(() -> NOW, () -> EVENT, MAXIMUM_REPLY);

    private TurnCompletion replied(String text, @Nullable String providerModel) {
        return completions.of(
                turn,
                new Replied(
                        new ModelReply(text, USAGE, FinishReason.STOP, providerModel, Duration.ofMillis(321), 1),
                        COST));
    }

    @Test
    void shouldTellTheWholeTurnInItsEvent() {
        // when
        TurnCompletion completion = replied("<turn_title>Add up</turn_title> 2 + 2 = 4", "tiny-2026");

        // then
        TurnCompleted event = EventJson.read(TurnCompleted.class, completion.eventPayload());
        assertThat(event)
                .isEqualTo(new TurnCompleted(
                        turn.runId(),
                        turn.traceId(),
                        turn.claim().turnId(),
                        turn.problemId(),
                        turn.sample(),
                        2,
                        turn.kind(),
                        TurnStatus.COMPLETED,
                        1,
                        "vllm:tiny",
                        "prompt 2",
                        "<turn_title>Add up</turn_title> 2 + 2 = 4",
                        "Add up",
                        USAGE,
                        COST,
                        321L,
                        null,
                        NOW));
        assertThat(completion.title()).isEqualTo("Add up");
        assertThat(completion.eventId()).isEqualTo(EVENT);
        assertThat(completion.finishReason()).isEqualTo("STOP");
        assertThat(completion.providerModel()).isEqualTo("tiny-2026");
    }

    @Test
    void shouldNeverHaveABlankTitle() {
        assertThat(replied("", null).title()).isEqualTo("Step 3");
        assertThat(replied(" \n\t", null).title()).isEqualTo("Step 3");
    }

    @Test
    void shouldKeepAReplyThatHoldsNul() {
        // when
        TurnCompletion completion = replied("a\u0000b", "m\u0000");

        // then
        assertThat(completion.reply()).isEqualTo("a\uFFFDb");
        assertThat(completion.providerModel()).isEqualTo("m\uFFFD");
        assertThat(completion.eventPayload()).doesNotContain("\\u0000");
    }

    @Test
    void shouldFailATurnWhoseReplyIsTooLargeButCountItsTokens() {
        // when
        TurnCompletion completion = replied("x".repeat(MAXIMUM_REPLY + 1), null);

        // then
        assertThat(completion.status()).isEqualTo(TurnStatus.FAILED);
        assertThat(completion.errorCode()).isEqualTo("REPLY_TOO_LARGE");
        assertThat(completion.reply()).isNull();
        assertThat(completion.usage()).isEqualTo(USAGE);
        assertThat(completion.cost()).isEqualTo(COST);
        assertThat(completion.charged()).isTrue();
    }

    @Test
    void shouldFailATurnWhoseEventWouldBeTooLargeForItsTopic() {
        // given a character that takes six bytes in JSON
        TurnCompletion completion = replied("\u0001".repeat(MAXIMUM_REPLY - 1), null);

        // then
        assertThat(completion.errorCode()).isEqualTo("REPLY_TOO_LARGE");
        assertThat(completion.eventPayload()).hasSizeLessThan(10_000);
    }

    @Test
    void shouldTellWhatAFailedTurnUsed() {
        // when
        TurnCompletion completion =
                completions.of(turn, new Failed("REFUSED", "no", Duration.ofMillis(5), true, USAGE, COST));

        // then
        assertThat(completion.usage()).isEqualTo(USAGE);
        assertThat(completion.cost()).isEqualTo(COST);
        TurnCompleted event = EventJson.read(TurnCompleted.class, completion.eventPayload());
        assertThat(event.usage()).isEqualTo(USAGE);
        assertThat(event.cost()).isEqualTo(COST);
    }

    @Test
    void shouldTellWhyATurnFailed() {
        // when
        TurnCompletion completion = completions.of(
                turn, new Failed("UNAUTHORIZED", "wrong key\u0000" + "y".repeat(5_000), Duration.ofMillis(5), false));

        // then
        assertThat(completion.status()).isEqualTo(TurnStatus.FAILED);
        assertThat(completion.errorCode()).isEqualTo("UNAUTHORIZED");
        assertThat(completion.charged()).isFalse();
        assertThat(completion.errorDetail()).startsWith("wrong key\uFFFDyyy").hasSize(2_000);
        assertThat(EventJson.read(TurnCompleted.class, completion.eventPayload())
                        .errorCode())
                .isEqualTo("UNAUTHORIZED");
    }
}

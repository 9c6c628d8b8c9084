package org.openstrawberry.generator.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.GivenUp;
import org.openstrawberry.generator.call.CallOutcome.Replied;
import org.openstrawberry.generator.call.CallOutcome.Unsure;
import org.openstrawberry.generator.conversation.CallSeed;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.PauseListener;

class ModelCallerTest {
    private static final ModelReply REPLY =
            new ModelReply("four", new Usage(10, 4, 3, null), FinishReason.STOP, null, Duration.ofMillis(3), 1);

    /** 6 x 1 + 4 x 0.5 + 3 x 2 millionths. */
    private static final BigDecimal COST = new BigDecimal("0.0000140");

    private final AtomicLong now = new AtomicLong();
    private final InFlightTurn turn = new InFlightTurn(SampleTurns.turn(UUID.randomUUID(), 2, null));
    private final Ingredients ingredients = new Ingredients(SampleTurns.settings(60), "rules", SampleTurns.history(2));

    private CallOutcome call(InFlightTurn called, LanguageModel model) {
        return new ModelCaller(_ -> model, now::get).call(called, ingredients);
    }

    @Test
    void shouldAskWithTheWholeConversationAndTheRunsSampling() {
        // given
        List<ModelCall> calls = new ArrayList<>();

        // when
        CallOutcome outcome = call(turn, call -> {
            calls.add(call);
            return REPLY;
        });

        // then
        assertThat(outcome).isEqualTo(new Replied(REPLY, COST));
        ModelCall call = calls.getFirst();
        assertThat(call.messages()).hasSize(6);
        assertThat(call.sampling().temperature()).isEqualTo(0.7);
        assertThat(call.sampling().maxTokens()).isEqualTo(512);
        assertThat(call.sampling().seed()).isEqualTo(CallSeed.of(42, 2));
        assertThat(call.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(call.context().turnIndex()).isEqualTo(2);
        assertThat(call.context().sample()).isEqualTo(3);
        assertThat(call.context().attempt()).isEqualTo(1);
    }

    @Test
    void shouldFailWithTheModelsErrorCode() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            now.addAndGet(Duration.ofMillis(20).toNanos());
            throw new ModelCallException(Code.CONTEXT_LENGTH, "too long");
        });

        // then
        assertThat(outcome).isEqualTo(new Failed("CONTEXT_LENGTH", "too long", Duration.ofMillis(20), false));
    }

    @Test
    void shouldKeepWhatAFailedCallUsed() {
        for (Code code : List.of(Code.REFUSED, Code.CONTENT_FILTERED)) {
            // when
            CallOutcome outcome = call(new InFlightTurn(SampleTurns.turn()), _ -> {
                throw new ModelCallException(code, "no").withUsage(REPLY.usage());
            });

            // then
            assertThat(outcome).isEqualTo(new Failed(code.name(), "no", Duration.ZERO, true, REPLY.usage(), COST));
        }
    }

    @Test
    void shouldKeepWhatAnEmptyReplyUsedAlthoughTheTurnWasGivenUp() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            turn.giveUp(StopReason.RETURNED);
            throw new ModelCallException(Code.EMPTY_REPLY, "empty").withUsage(REPLY.usage());
        });

        // then
        assertThat(outcome)
                .isEqualTo(new Unsure(new Failed("EMPTY_REPLY", "empty", Duration.ZERO, true, REPLY.usage(), COST)));
    }

    @Test
    void shouldFailWithAnInternalErrorWhateverIsThrown() {
        assertThat(call(turn, _ -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.errorCode()).isEqualTo("INTERNAL_ERROR"));
    }

    @Test
    void shouldFailWhenTheModelsNameCannotBeRead() {
        // given
        InFlightTurn nameless = new InFlightTurn(SampleTurns.turn(UUID.randomUUID(), 0, null, "no provider"));

        // when / then
        assertThat(call(nameless, _ -> REPLY))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.errorCode()).isEqualTo("UNKNOWN_MODEL"));
    }

    @Test
    void shouldNotCallForATurnThatWasGivenUp() {
        // given
        turn.giveUp(StopReason.UNWANTED);

        // when / then
        assertThat(call(turn, _ -> {
                    throw new AssertionError("called");
                }))
                .isEqualTo(new GivenUp(StopReason.UNWANTED, false));
    }

    @Test
    void shouldKeepAReplyThatCameAlthoughTheTurnWasGivenUp() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            turn.giveUp(StopReason.RETURNED);
            return REPLY;
        });

        // then
        assertThat(outcome).isEqualTo(new Replied(REPLY, COST));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldTellWhyACallWasInterrupted() {
        for (StopReason reason : List.of(StopReason.UNWANTED, StopReason.RETURNED)) {
            // given
            InFlightTurn interrupted = new InFlightTurn(SampleTurns.turn());

            // when
            CallOutcome outcome = call(interrupted, _ -> {
                interrupted.giveUp(reason);
                throw new ModelCallException(Code.INTERRUPTED, "interrupted");
            });

            // then
            assertThat(outcome).isEqualTo(new GivenUp(reason, true));
        }
    }

    @Test
    void shouldGiveATurnBackThatALimitHoldsBack() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            throw ModelCallException.heldBack(Code.LIMIT_REACHED, "too many wait", Duration.ofSeconds(7));
        });

        // then
        assertThat(outcome).isEqualTo(new GivenUp(StopReason.HELD_BACK, false, Duration.ofSeconds(7)));
    }

    @Test
    void shouldGiveATurnBackThatIsRefusedWithNothingButAPleaToWait() {
        // given
        ModelCallException refused = new ModelCallException(Code.RATE_LIMITED, "slow down", 429, null);

        // when / then
        assertThat(call(turn, _ -> {
                    throw refused;
                }))
                .isEqualTo(new GivenUp(StopReason.HELD_BACK, false, Duration.ofSeconds(1)));
        assertThat(call(new InFlightTurn(SampleTurns.turn()), _ -> {
                    throw refused.asFinal();
                }))
                .isInstanceOf(Failed.class);
    }

    @Test
    void shouldNotCountTheWaitForALimitAsTimeOfTheCall() {
        // given a call that waits for an hour, and then takes a second
        LanguageModel waiting = _ -> {
            PauseListener.current().paused();
            now.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(turn.giveUpIfOverdue(now.get())).as("while it waits").isFalse();
            PauseListener.current().resumed();
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(turn.giveUpIfOverdue(now.get()))
                    .as("after one second of a minute")
                    .isFalse();
            throw new ModelCallException(Code.CONTEXT_LENGTH, "too long");
        };

        // when / then
        assertThat(call(turn, waiting))
                .isEqualTo(new Failed("CONTEXT_LENGTH", "too long", Duration.ofSeconds(1), false));
    }

    @Test
    void shouldFailAnOverdueCallWithATimeout() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            now.addAndGet(Duration.ofSeconds(61).toNanos());
            assertThat(turn.giveUpIfOverdue(now.get())).isTrue();
            throw new ModelCallException(Code.INTERRUPTED, "interrupted");
        });

        // then
        assertThat(outcome)
                .isEqualTo(
                        new Failed("TIMEOUT", "No reply within 60 s, retries included.", Duration.ofSeconds(61), true));
    }

    @Test
    void shouldSayThatNothingWasChargedForACallThatWasOverdueBetweenTwoTries() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            now.addAndGet(Duration.ofSeconds(61).toNanos());
            assertThat(turn.giveUpIfOverdue(now.get())).isTrue();
            throw new ModelCallException(Code.INTERRUPTED, "between two tries").asUnbilled();
        });

        // then
        assertThat(outcome)
                .isEqualTo(new Failed(
                        "TIMEOUT", "No reply within 60 s, retries included.", Duration.ofSeconds(61), false));
    }

    @Test
    void shouldLeaveItToTheQueueToRepeatACallThatMayHaveBeenCharged() {
        for (Code code : List.of(Code.TIMEOUT, Code.CONNECTION, Code.INVALID_RESPONSE)) {
            // when
            CallOutcome outcome = call(new InFlightTurn(SampleTurns.turn()), _ -> {
                throw new ModelCallException(code, "cut");
            });

            // then
            assertThat(outcome).isEqualTo(new Unsure(new Failed(code.name(), "cut", Duration.ZERO, true)));
        }
    }

    @Test
    void shouldFailForGoodWhenTheTimeOfTheTurnIsUsedUp() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            now.addAndGet(Duration.ofSeconds(60).toNanos());
            throw new ModelCallException(Code.TIMEOUT, "late");
        });

        // then
        assertThat(outcome).isEqualTo(new Failed("TIMEOUT", "late", Duration.ofSeconds(60), true));
    }

    @Test
    void shouldSayThatNothingWasChargedWhereThereWasNoConnection() {
        // when
        CallOutcome outcome = call(turn, _ -> {
            throw new ModelCallException(Code.NO_CONNECTION, "refused");
        });

        // then
        assertThat(outcome).isEqualTo(new Failed("NO_CONNECTION", "refused", Duration.ZERO, false));
    }

    @Test
    void shouldNotKnowTheCostOfAReplyWithoutUsage() {
        // given
        ModelReply unmetered = new ModelReply("four", Usage.UNKNOWN, FinishReason.STOP, null, Duration.ZERO, 1);

        // when / then
        assertThat(call(turn, _ -> unmetered)).isEqualTo(new Replied(unmetered, null));
    }

    @Test
    void shouldGiveAReplayedTurnBackWhileItsRecordingCannotBeRead() {
        // given
        InFlightTurn replayed = new InFlightTurn(SampleTurns.turn(UUID.randomUUID(), 0, null, "replay:gpt-4"));
        LanguageModel away = _ -> {
            throw new ModelCallException(Code.SERVER_ERROR, "the database is away");
        };

        // when / then
        assertThat(call(replayed, away)).isEqualTo(new GivenUp(StopReason.RETURNED, false));
        assertThat(call(turn, away)).isInstanceOf(Failed.class);
    }
}

package org.openstrawberry.generator.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnRelease;

/** A call that may have been charged for goes back to the queue, and only so often. */
class TurnRunnerTest {
    private static final RepeatedCalls THREE = new RepeatedCalls(3, Duration.ofSeconds(1));

    private final List<Object> ends = new ArrayList<>();
    private final TurnEnding ending = new TurnEnding() {
        @Override
        public void store(InFlightTurn turn, History history, Ended outcome) {
            ends.add(outcome);
        }

        @Override
        public void giveBack(InFlightTurn turn, TurnRelease release) {
            ends.add(release);
        }
    };

    private void runCut(ClaimedTurn turn) {
        run(new InFlightTurn(turn), new ModelCallException(Code.CONNECTION, "cut"));
    }

    private void run(InFlightTurn turn, ModelCallException failure) {
        run(turn, _ -> {
            throw failure;
        });
    }

    private void runUnwanted(InFlightTurn turn, ModelCallException failure) {
        run(turn, _ -> {
            turn.giveUp(StopReason.UNWANTED);
            throw failure;
        });
    }

    private void run(InFlightTurn turn, LanguageModel model) {
        new TurnRunner(new ModelCaller(_ -> model, () -> 0), ending, THREE).run(turn, SampleTurns.ingredients());
    }

    @Test
    void shouldGiveTheTurnBackWithALongerDelayEachTime() {
        // given
        ClaimedTurn first = SampleTurns.failedBefore(0);
        ClaimedTurn second = SampleTurns.failedBefore(1);

        // when
        runCut(first);
        runCut(second);

        // then
        assertThat(ends)
                .containsExactly(
                        TurnRelease.failed(first.claim(), Duration.ofSeconds(1)),
                        TurnRelease.failed(second.claim(), Duration.ofSeconds(2)));
    }

    @Test
    void shouldFreeWhatAnUnwantedTurnReservedThatWasNeverCalled() {
        // given
        InFlightTurn turn = new InFlightTurn(SampleTurns.turn());
        turn.giveUp(StopReason.UNWANTED);

        // when
        run(turn, new ModelCallException(Code.CONNECTION, "called all the same"));

        // then
        assertThat(ends).containsExactly(TurnRelease.uncalled(turn.claim()));
    }

    @Test
    void shouldTellWhetherTheCallOfAnUnwantedTurnMayHaveBeenCharged() {
        // given
        ModelCallException interrupted = new ModelCallException(Code.INTERRUPTED, "interrupted");
        InFlightTurn waiting = new InFlightTurn(SampleTurns.turn());
        InFlightTurn calling = new InFlightTurn(SampleTurns.turn());

        // when
        runUnwanted(waiting, interrupted.asUnbilled());
        runUnwanted(calling, interrupted);

        // then
        assertThat(ends).containsExactly(TurnRelease.uncalled(waiting.claim()), TurnRelease.brokenOff(calling.claim()));
    }

    @Test
    void shouldFailTheTurnWithTheLastFailureThatIsAllowed() {
        // when
        runCut(SampleTurns.failedBefore(2));

        // then
        assertThat(ends).containsExactly(new Failed("CONNECTION", "cut", Duration.ZERO, true));
    }
}

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

        @Override
        public void forget(InFlightTurn turn) {
            ends.add("forgotten");
        }
    };

    private void runCut(ClaimedTurn turn) {
        ModelCaller cut = new ModelCaller(
                _ -> _ -> {
                    throw new ModelCallException(Code.CONNECTION, "cut");
                },
                () -> 0);
        new TurnRunner(cut, ending, THREE).run(new InFlightTurn(turn), SampleTurns.ingredients());
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
    void shouldFailTheTurnWithTheLastFailureThatIsAllowed() {
        // when
        runCut(SampleTurns.failedBefore(2));

        // then
        assertThat(ends).containsExactly(new Failed("CONNECTION", "cut", Duration.ZERO, true));
    }
}

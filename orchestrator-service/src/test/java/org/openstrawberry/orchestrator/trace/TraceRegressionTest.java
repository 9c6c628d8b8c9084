package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.answer;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.correct;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.failed;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.policy;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.script;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.step;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.stepDueForCritique;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.reply.ReplyTags;
import org.openstrawberry.orchestrator.prompt.Prompt;
import org.openstrawberry.orchestrator.prompt.PromptSets;
import org.openstrawberry.orchestrator.prompt.PromptSettings;
import org.openstrawberry.orchestrator.trace.TraceInput.Answered;
import org.openstrawberry.orchestrator.trace.TraceInput.Critiqued;
import org.openstrawberry.orchestrator.trace.TraceInput.Start;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingTurn;
import org.openstrawberry.orchestrator.trace.TraceState.Finished;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/** One test for each mistake that the loop of the source project is known to make. */
class TraceRegressionTest {

    private static final TraceInput START = new Start();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<final_answer></final_answer>",
                "<final_answer> </final_answer>",
                "You want it in <final_answer> </final_answer> tags. Not sure yet.",
                "<final_answer>...</final_answer>"
            })
    void echoedEmptyAnswerTagShouldNotEndATrace(String reply) {
        // given
        TraceScript script = script(TracePolicy.DEFAULT);
        Optional<String> answer =
                ReplyTags.parse(reply, FinishReason.STOP, "Step 1").finalAnswer();

        // when
        TraceState state = TraceFixtures.after(script, START, new Answered(0, reply, answer, TraceTotals.NONE, false));

        // then
        assertThat(state).isInstanceOf(AwaitingTurn.class);
    }

    @ParameterizedTest(name = "every {0} turns, verifier {1}")
    @MethodSource
    void finalCheckShouldNotBeShadowed(int every, VerifierMode verifier) {
        // given
        TraceScript script = script(policy(160, every, verifier));

        // when a critique is due after every turn, and every critique fails
        List<TurnKind> kinds = kindsOfTurns(script);

        // then
        assertThat(kinds).hasSize(160);
        for (int index = 1; index < kinds.size(); index++) {
            assertThat(kinds.get(index) == TurnKind.FINAL_CHECK)
                    .as("turn %d is a final check", index)
                    .isEqualTo(index % every == 0);
        }
    }

    static Stream<Arguments> finalCheckShouldNotBeShadowed() {
        return IntStream.rangeClosed(1, 50)
                .boxed()
                .flatMap(every -> Stream.of(VerifierMode.OFF, VerifierMode.OBSERVE, VerifierMode.FEEDBACK)
                        .map(verifier -> Arguments.arguments(every, verifier)));
    }

    private static List<TurnKind> kindsOfTurns(TraceScript script) {
        List<TurnKind> kinds = new ArrayList<>();
        TraceState state = TraceFixtures.after(script, START);
        while (state instanceof AwaitingTurn turn) {
            kinds.add(turn.kind());
            state = TraceMachine.apply(state, stepDueForCritique(turn.index()), script)
                    .state();
            state = TraceMachine.apply(state, failed(turn.index(), "wrong"), script)
                    .state();
        }
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 50, TracePolicy.MAX_TURNS_LIMIT})
    void turnsShouldBeCapped(int maxTurns) {
        // given
        TraceScript script = script(policy(maxTurns, 9, VerifierMode.OFF));
        TraceState state = TraceFixtures.after(script, START);

        // when
        int turns = 0;
        while (state instanceof AwaitingTurn turn) {
            turns++;
            state = TraceMachine.apply(state, step(turn.index()), script).state();
        }

        // then
        assertThat(turns).isEqualTo(maxTurns);
        assertThat(state).isEqualTo(new Finished(EndReason.MAX_TURNS, maxTurns, Optional.empty(), Optional.empty()));
    }

    @Test
    void titleShouldNotBeBlankWhenAReplyBeginsWithANewline() {
        assertThat(ReplyTags.parse("\n\nOkay, let me check.", FinishReason.STOP, "Step 1")
                        .title())
                .isEqualTo("Okay, let me check.");
    }

    @Test
    void systemPromptShouldNotChangeWithinATrace() {
        // given
        RunScript run = new RunScript(TracePolicy.DEFAULT, PromptSets.defaultSet(), SingleShotStyle.ZERO_SHOT);

        // when
        TraceScript script = run.trace(99, "problem");
        List<Prompt> perTurn =
                IntStream.range(0, 50).mapToObj(_ -> script.prompts().system()).toList();

        // then
        assertThat(perTurn).containsOnly(run.systemPrompt(99));
    }

    @Test
    void unreadableCritiqueShouldBeNeitherAFeedbackNorAPass() {
        // given
        TraceScript script = script(policy(50, 9, VerifierMode.FEEDBACK));
        Critiqued unreadable = new Critiqued(0, CritiqueOutcome.UNKNOWN, "score: eleventy");

        // when
        TraceState state = TraceFixtures.after(script, START, stepDueForCritique(0), unreadable);

        // then the schedule goes on, and nothing of the critique reaches the model
        assertThat(state).isEqualTo(script.scheduledTurn(1));
        assertThat(state)
                .isInstanceOfSatisfying(
                        AwaitingTurn.class, turn -> assertThat(turn.prompt()).doesNotContain("eleventy"));
    }

    @Test
    void assistantShouldNotSpeakTwiceInARow() {
        // given
        TraceScript script = script(TracePolicy.DEFAULT);
        List<String> roles = new ArrayList<>();
        TraceState state = TraceFixtures.after(script, START);

        // when the model answers on the twelfth turn
        while (state instanceof AwaitingTurn turn) {
            roles.add("user");
            Answered reply = turn.index() == 11 ? answer(11, "42") : step(turn.index());
            roles.add("assistant");
            state = TraceMachine.apply(state, reply, script).state();
        }
        state = TraceMachine.apply(state, correct(), script).state();

        // then the answer stands in the twelfth reply, and nothing follows it
        assertThat(state.turnCount()).isEqualTo(12);
        assertThat(roles).hasSize(24);
        for (int i = 0; i < roles.size(); i++) {
            assertThat(roles.get(i)).isEqualTo(i % 2 == 0 ? "user" : "assistant");
        }
    }

    @Test
    void tracesShouldNotShareAHistory() {
        // given
        List<String> next = new ArrayList<>(List.of("Go on."));
        RunScript run = new RunScript(
                TracePolicy.DEFAULT,
                PromptSets.defaultSet().with(new PromptSettings(Optional.empty(), next, Optional.empty())),
                SingleShotStyle.ZERO_SHOT);
        TraceScript one = run.trace(1, "first problem");
        TraceScript two = run.trace(2, "second problem");

        // when one trace goes on between two looks at the other, and the list that it was built from changes
        TraceState before = TraceFixtures.after(two, START, step(0));
        TraceFixtures.after(one, START, step(0), step(1), answer(2, "42"));
        next.set(0, "Stop.");
        TraceState again = TraceFixtures.after(two, START, step(0));

        // then
        assertThat(again).isEqualTo(before).isEqualTo(new AwaitingTurn(1, TurnKind.NEXT, "Go on."));
    }
}

package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.PROBLEM;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.after;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.answer;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.answerAfterReturns;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.correct;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.failed;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.policy;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.script;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.step;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.stepDueForCritique;
import static org.openstrawberry.orchestrator.trace.TraceFixtures.stepWith;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.trace.TraceInput.Answered;
import org.openstrawberry.orchestrator.trace.TraceInput.BudgetSpent;
import org.openstrawberry.orchestrator.trace.TraceInput.Cancel;
import org.openstrawberry.orchestrator.trace.TraceInput.Critiqued;
import org.openstrawberry.orchestrator.trace.TraceInput.Failed;
import org.openstrawberry.orchestrator.trace.TraceInput.GateOverdue;
import org.openstrawberry.orchestrator.trace.TraceInput.Judged;
import org.openstrawberry.orchestrator.trace.TraceInput.Poisoned;
import org.openstrawberry.orchestrator.trace.TraceInput.Start;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingCritique;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingGate;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingTurn;
import org.openstrawberry.orchestrator.trace.TraceState.AwaitingVerdict;
import org.openstrawberry.orchestrator.trace.TraceState.Finished;
import org.openstrawberry.orchestrator.trace.TraceState.Queued;

class TraceMachineTest {

    private static final TraceScript DEFAULT = script(TracePolicy.DEFAULT);
    private static final TraceScript FEEDBACK = script(policy(50, 9, VerifierMode.FEEDBACK));
    private static final TraceScript GATE = script(policy(50, 9, VerifierMode.GATE));
    private static final Start START = new Start();

    @Test
    void shouldStartWithTheProblemAsItIs() {
        // when
        Transition transition = TraceMachine.apply(new Queued(), START, DEFAULT);

        // then
        assertThat(transition.command()).contains(new Command.RequestTurn(0, TurnKind.PROBLEM, PROBLEM));
        assertThat(transition.state()).isEqualTo(new AwaitingTurn(0, TurnKind.PROBLEM, PROBLEM));
    }

    @Test
    void shouldDrawANextPromptAfterAStep() {
        // when
        TraceState state = after(DEFAULT, START, step(0));

        // then
        assertThat(state)
                .isEqualTo(new AwaitingTurn(
                        1, TurnKind.NEXT, DEFAULT.prompts().next(1).text()));
    }

    @Test
    void shouldProposeAnAnswerGivenOnAnyTurn() {
        // when
        TraceState state = after(DEFAULT, START, step(0), answer(1, "42"));

        // then
        assertThat(state).isEqualTo(new AwaitingVerdict(1, "42"));
        assertThat(state.outstanding()).contains(new Command.ProposeAnswer(1, "42"));
    }

    @Test
    void shouldEndWithTheAnswerAsTheJudgeFoundIt() {
        // given
        Judged verdict = new Judged(VerdictOutcome.CORRECT, Optional.of("42"));

        // when
        TraceState state = after(DEFAULT, START, answer(0, "It is 42."), verdict);

        // then
        assertThat(state.outstanding())
                .contains(new Command.Finish(
                        EndReason.FINAL_ANSWER, 1, Optional.of("42"), Optional.of(VerdictOutcome.CORRECT)));
    }

    @Test
    void shouldKeepTheProposalWhenTheJudgeFindsNoAnswerInIt() {
        // given
        Judged verdict = new Judged(VerdictOutcome.INCORRECT, Optional.empty());

        // when
        TraceState state = after(DEFAULT, START, answer(0, "who knows"), verdict);

        // then
        assertThat(state)
                .isEqualTo(new Finished(
                        EndReason.FINAL_ANSWER, 1, Optional.of("who knows"), Optional.of(VerdictOutcome.INCORRECT)));
    }

    @Test
    void shouldCountAnswersOnFinalChecksOnlyWhenSetSo() {
        // given
        TraceScript script = script(new TracePolicy(RunMode.TRACE, 50, 2, false, null, null, null, VerifierMode.OFF));

        // when
        TraceState afterNext = after(script, START, answer(0, "1"), answer(1, "2"));
        TraceState afterCheck =
                TraceMachine.apply(afterNext, answer(2, "3"), script).state();

        // then
        assertThat(afterNext)
                .isInstanceOfSatisfying(
                        AwaitingTurn.class, turn -> assertThat(turn.kind()).isEqualTo(TurnKind.FINAL_CHECK));
        assertThat(afterCheck).isEqualTo(new AwaitingVerdict(2, "3"));
    }

    @ParameterizedTest
    @CsvSource({
        "CONTEXT_LENGTH, CONTEXT_LIMIT",
        "RATE_LIMITED,   PROVIDER_ERROR",
        "SERVER_ERROR,   PROVIDER_ERROR",
        "UNAUTHORIZED,   PROVIDER_ERROR",
        "NO_RECORDING,   PROVIDER_ERROR",
        "a new code,     PROVIDER_ERROR"
    })
    void shouldEndForTheReasonOfAFailure(String errorCode, EndReason expected) {
        // when
        TraceState state = after(DEFAULT, START, step(0), new Failed(1, errorCode));

        // then
        assertThat(state).isEqualTo(new Finished(expected, 2, Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldEndWhenATurnIsPoisoned() {
        assertThat(after(DEFAULT, START, new Poisoned(0)))
                .isEqualTo(new Finished(EndReason.POISONED, 1, Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldEndBeforeTheNextTurnOnceABudgetIsSpent() {
        // given
        TraceScript script = script(new TracePolicy(
                RunMode.TRACE, 50, 9, true, 1_000L, new BigDecimal("0.10"), Duration.ofMinutes(1), VerifierMode.OFF));

        // then
        assertThat(endAfter(script, totals(999L, "0.09", 59))).isEmpty();
        assertThat(endAfter(script, totals(1_000L, "0.09", 59))).contains(EndReason.TOKEN_BUDGET);
        assertThat(endAfter(script, totals(999L, "0.100", 59))).contains(EndReason.COST_BUDGET);
        assertThat(endAfter(script, totals(999L, "0.09", 60))).contains(EndReason.TIME_BUDGET);
        assertThat(endAfter(script, totals(9_999L, "9", 999))).contains(EndReason.TOKEN_BUDGET);
        assertThat(endAfter(script, totals(9L, "9", 999))).contains(EndReason.COST_BUDGET);
        assertThat(endAfter(script, new TraceTotals(null, null, Duration.ZERO))).isEmpty();
    }

    @Test
    void shouldCountAnAnswerOnTheTurnThatCrossesEveryLimit() {
        // given
        TraceScript script = script(new TracePolicy(
                RunMode.TRACE, 1, 9, true, 1L, BigDecimal.ONE, Duration.ofSeconds(1), VerifierMode.OFF));
        Answered answer = new Answered(0, "reply", Optional.of("42"), totals(99L, "99", 99), false);

        // when
        TraceState state = after(script, START, answer);

        // then
        assertThat(state).isEqualTo(new AwaitingVerdict(0, "42"));
    }

    @Test
    void shouldNameTheTurnLimitBeforeABudget() {
        // given
        TraceScript script = script(new TracePolicy(RunMode.TRACE, 1, 9, true, 1L, null, null, VerifierMode.OFF));

        // then
        assertThat(endAfter(script, totals(99L, "0", 0))).contains(EndReason.MAX_TURNS);
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.class,
            names = {"TOKEN_BUDGET", "COST_BUDGET"})
    void shouldEndWhenTheRunHasSpentItsBudget(EndReason reason) {
        // given
        BudgetSpent spent = new BudgetSpent(reason);

        // then
        assertThat(after(DEFAULT, spent).turnCount()).isZero();
        assertThat(after(DEFAULT, START, step(0), spent))
                .isEqualTo(new Finished(reason, 1, Optional.empty(), Optional.empty()));
        assertThat(after(FEEDBACK, START, stepDueForCritique(0), spent))
                .isEqualTo(new Finished(reason, 1, Optional.empty(), Optional.empty()));
        assertThat(after(DEFAULT, START, answer(0, "42"), spent)).isEqualTo(new AwaitingVerdict(0, "42"));
    }

    @Test
    void shouldCancelInEveryStateThatIsNotFinished() {
        // given
        Cancel cancel = new Cancel();

        // then
        assertThat(after(DEFAULT, cancel)).isEqualTo(cancelled(0, Optional.empty()));
        assertThat(after(DEFAULT, START, step(0), cancel)).isEqualTo(cancelled(1, Optional.empty()));
        assertThat(after(FEEDBACK, START, stepDueForCritique(0), cancel)).isEqualTo(cancelled(1, Optional.empty()));
        assertThat(after(DEFAULT, START, answer(0, "42"), cancel)).isEqualTo(cancelled(1, Optional.of("42")));
    }

    @Test
    void shouldIgnoreWhatTheTraceDoesNotWaitFor() {
        // given
        TraceState waitsForTurn1 = after(DEFAULT, START, step(0));
        TraceState waitsForCritique = after(FEEDBACK, START, stepDueForCritique(0));
        TraceState waitsForVerdict = after(DEFAULT, START, answer(0, "42"));
        TraceState finished = after(DEFAULT, START, answer(0, "42"), correct());

        // then
        assertIgnored(waitsForTurn1, START);
        assertIgnored(waitsForTurn1, step(0));
        assertIgnored(waitsForTurn1, step(2));
        assertIgnored(waitsForTurn1, new Failed(0, "TIMEOUT"));
        assertIgnored(waitsForTurn1, new Poisoned(2));
        assertIgnored(waitsForTurn1, failed(1, "wrong"));
        assertIgnored(waitsForTurn1, correct());
        assertIgnored(waitsForCritique, stepDueForCritique(0));
        assertIgnored(waitsForCritique, step(1));
        assertIgnored(waitsForCritique, failed(1, "wrong"));
        assertIgnored(waitsForVerdict, answer(0, "43"));
        assertIgnored(waitsForVerdict, failed(0, "wrong"));
        assertIgnored(finished, START);
        assertIgnored(finished, step(1));
        assertIgnored(finished, correct());
        assertIgnored(finished, new Cancel());
        assertIgnored(finished, new BudgetSpent(EndReason.TOKEN_BUDGET));
        assertIgnored(new Queued(), step(0));
        assertIgnored(new Queued(), correct());
    }

    // --- Feedback

    @Test
    void shouldSendAFailedCritiqueBackToTheModel() {
        // given
        TraceState waiting = after(FEEDBACK, START, stepDueForCritique(0));

        // when
        Transition transition = TraceMachine.apply(waiting, failed(0, "6 times 7 is not 48."), FEEDBACK);

        // then
        assertThat(waiting.outstanding()).contains(new Command.RequestCritique(0));
        assertThat(transition.state()).isInstanceOfSatisfying(AwaitingTurn.class, turn -> {
            assertThat(turn.index()).isEqualTo(1);
            assertThat(turn.kind()).isEqualTo(TurnKind.FEEDBACK);
            assertThat(turn.prompt()).contains("6 times 7 is not 48.");
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = CritiqueOutcome.class,
            names = {"PASS", "UNKNOWN"})
    void shouldGoOnWithTheScheduleOtherwise(CritiqueOutcome outcome) {
        // when
        TraceState state = after(FEEDBACK, START, stepDueForCritique(0), new Critiqued(0, outcome, "fine"));

        // then
        assertThat(state).isEqualTo(FEEDBACK.scheduledTurn(1));
    }

    @Test
    void shouldNotWaitForACritiqueBeforeAFinalCheck() {
        // given
        TraceScript script = script(policy(50, 1, VerifierMode.FEEDBACK));

        // when
        TraceState state = after(script, START, stepDueForCritique(0));

        // then
        assertThat(state)
                .isInstanceOfSatisfying(
                        AwaitingTurn.class, turn -> assertThat(turn.kind()).isEqualTo(TurnKind.FINAL_CHECK));
    }

    @ParameterizedTest
    @EnumSource(
            value = VerifierMode.class,
            names = {"OFF", "OBSERVE"})
    void shouldNotWaitForACritiqueThatItDoesNotUse(VerifierMode mode) {
        // given
        TraceScript script = script(policy(50, 9, mode));

        // when
        TraceState state = after(script, START, stepDueForCritique(0));

        // then
        assertThat(state).isEqualTo(script.scheduledTurn(1));
    }

    @Test
    void shouldNotWaitForACritiqueAfterTheLastTurn() {
        // given
        TraceScript script = script(policy(1, 9, VerifierMode.FEEDBACK));

        // then
        assertThat(after(script, START, stepDueForCritique(0)))
                .isEqualTo(new Finished(EndReason.MAX_TURNS, 1, Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldWaitForOneThingAtATime() {
        assertThat(after(FEEDBACK, START, stepDueForCritique(0))).isEqualTo(new AwaitingCritique(0));
    }

    // --- Gate

    @Test
    void shouldHaveACriticLetAnAnswerPassBeforeItIsJudged() {
        // when
        TraceState state = after(GATE, START, step(0), answer(1, "42"));

        // then
        assertThat(state).isEqualTo(new AwaitingGate(1, "42"));
        assertThat(state.outstanding()).contains(new Command.RequestCritique(1));
        assertThat(after(GATE, START, step(0), answer(1, "42"), new Critiqued(1, CritiqueOutcome.PASS, "fine")))
                .isEqualTo(new AwaitingVerdict(1, "42"));
    }

    @Test
    void shouldSendAnAnswerBackToWorkWhateverTheScheduleForesees() {
        // given a final check at every turn
        TraceScript script = script(policy(50, 1, VerifierMode.GATE));

        // when
        TraceState state = after(script, START, step(0), answer(1, "43"), failed(1, "6 times 7 is not 43."));

        // then
        assertThat(state).isInstanceOfSatisfying(AwaitingTurn.class, turn -> {
            assertThat(turn.index()).isEqualTo(2);
            assertThat(turn.kind()).isEqualTo(TurnKind.FEEDBACK);
            assertThat(turn.prompt()).contains("6 times 7 is not 43.");
        });
    }

    @Test
    void shouldAcceptAnAnswerWhoseCritiqueSaysNothingOrDoesNotCome() {
        // given
        TraceState accepted = new AwaitingVerdict(0, "42");

        // then
        assertThat(after(GATE, START, answer(0, "42"), new Critiqued(0, CritiqueOutcome.UNKNOWN, "eleventy")))
                .isEqualTo(accepted);
        assertThat(after(GATE, START, answer(0, "42"), new GateOverdue(0))).isEqualTo(accepted);
        assertThat(after(GATE, START, answer(0, "42"), new BudgetSpent(EndReason.COST_BUDGET)))
                .isEqualTo(accepted);
    }

    @Test
    void shouldAcceptAnAnswerThatNobodyMaySendBackAnyMore() {
        // given
        TraceScript lastTurn = script(policy(2, 9, VerifierMode.GATE));
        Answered overBudget = new Answered(0, "reply", Optional.of("42"), totals(99L, "0", 0), false);
        TraceScript budget = script(new TracePolicy(RunMode.TRACE, 50, 9, true, 1L, null, null, VerifierMode.GATE));

        // then
        assertThat(after(GATE, START, answerAfterReturns(0, "42", 1))).isEqualTo(new AwaitingGate(0, "42"));
        assertThat(after(GATE, START, answerAfterReturns(0, "42", 2))).isEqualTo(new AwaitingVerdict(0, "42"));
        assertThat(after(lastTurn, START, step(0), answer(1, "42"))).isEqualTo(new AwaitingVerdict(1, "42"));
        assertThat(after(budget, START, overBudget)).isEqualTo(new AwaitingVerdict(0, "42"));
    }

    @Test
    void shouldTakeInTheCritiqueOfAnAnswerOnce() {
        // given
        TraceState waiting = after(GATE, START, answer(0, "42"));
        TraceState back = after(GATE, START, answer(0, "42"), failed(0, "wrong"));
        TraceState again = after(GATE, START, answer(0, "42"), failed(0, "wrong"), answerAfterReturns(1, "43", 1));

        // then
        assertThat(TraceMachine.apply(waiting, failed(1, "early"), GATE)).isEqualTo(new Transition.Ignored(waiting));
        assertThat(TraceMachine.apply(back, failed(0, "wrong"), GATE)).isEqualTo(new Transition.Ignored(back));
        assertThat(TraceMachine.apply(again, failed(0, "late"), GATE)).isEqualTo(new Transition.Ignored(again));
        assertThat(TraceMachine.apply(again, new GateOverdue(0), GATE)).isEqualTo(new Transition.Ignored(again));
    }

    @Test
    void shouldKeepTheAnswerOfATraceThatIsCancelledBeforeTheCriticsWord() {
        assertThat(after(GATE, START, answer(0, "42"), new Cancel())).isEqualTo(cancelled(1, Optional.of("42")));
    }

    // --- Single shot

    @ParameterizedTest
    @CsvSource({"The answer is 42.", "''", "<final_answer>42</final_answer>"})
    void shouldProposeTheWholeReplyOfASingleShot(String reply) {
        // given
        TraceScript script = script(TracePolicy.SINGLE_SHOT);
        Answered answered = new Answered(0, reply, Optional.of("ignored"), totals(1L, "1", 1), true);

        // when
        TraceState state = after(script, START, answered);

        // then
        assertThat(state.outstanding()).contains(new Command.ProposeAnswer(0, reply));
    }

    @Test
    void shouldEndASingleShotWhoseCallFailed() {
        assertThat(after(script(TracePolicy.SINGLE_SHOT), START, new Failed(0, "TIMEOUT")))
                .isEqualTo(new Finished(EndReason.PROVIDER_ERROR, 1, Optional.empty(), Optional.empty()));
    }

    private static void assertIgnored(TraceState state, TraceInput input) {
        Transition transition = TraceMachine.apply(state, input, DEFAULT);
        assertThat(transition).isEqualTo(new Transition.Ignored(state));
        assertThat(transition.command()).isEmpty();
    }

    private static Finished cancelled(int turnCount, Optional<String> answer) {
        return new Finished(EndReason.CANCELLED, turnCount, answer, Optional.empty());
    }

    private static Optional<EndReason> endAfter(TraceScript script, TraceTotals totals) {
        return after(script, START, stepWith(0, totals)) instanceof Finished finished
                ? Optional.of(finished.reason())
                : Optional.empty();
    }

    private static TraceTotals totals(Long tokens, String cost, int seconds) {
        return new TraceTotals(tokens, new BigDecimal(cost), Duration.ofSeconds(seconds));
    }
}

package org.openstrawberry.orchestrator.trace;

import java.util.Optional;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.trace.TraceInput.Answered;
import org.openstrawberry.orchestrator.trace.TraceInput.BudgetSpent;
import org.openstrawberry.orchestrator.trace.TraceInput.Critiqued;
import org.openstrawberry.orchestrator.trace.TraceInput.Failed;
import org.openstrawberry.orchestrator.trace.TraceInput.Judged;

/**
 * Where a trace stands. Each legal transition is a method on the state it starts from, so an illegal one does not
 * compile; {@link TraceMachine} routes what arrives from outside. A state waits for one thing at most, and that thing
 * can always be asked for again: {@link #outstanding()} depends on the state alone.
 */
public sealed interface TraceState {

    /** The state's name as stored. */
    TraceStatus status();

    /** Turns that were folded into the trace. */
    int turnCount();

    /** What the state waits for, or announces; empty only for a trace that has not begun. */
    Optional<Command> outstanding();

    /** A trace that a user can still cancel. */
    sealed interface Live extends TraceState {
        /** Ends the trace at a user's wish; what a running turn or judge still brings is ignored. */
        default Finished cancelled() {
            return Finished.without(EndReason.CANCELLED, turnCount());
        }
    }

    /** A trace that has not proposed an answer yet. */
    sealed interface Working extends Live {
        /** Ends the trace because its run has used up what it may. */
        default Finished outOfBudget(BudgetSpent spent) {
            return Finished.without(spent.reason(), turnCount());
        }
    }

    /** Not begun. */
    record Queued() implements Working {

        /** Begins with the problem. */
        public AwaitingTurn started(TraceScript script) {
            return script.scheduledTurn(0);
        }

        @Override
        public TraceStatus status() {
            return TraceStatus.QUEUED;
        }

        @Override
        public int turnCount() {
            return 0;
        }

        @Override
        public Optional<Command> outstanding() {
            return Optional.empty();
        }
    }

    /**
     * A turn waits for a generator or is running.
     *
     * @param index place of the turn in the trace; also the number of turns before it
     */
    record AwaitingTurn(int index, TurnKind kind, String prompt) implements Working {

        /**
         * The model answered. What comes first decides: an answer that counts is proposed, even on the turn that
         * crosses a limit, or has to pass a critic if he may still send it back; then the turn limit, the token, cost and time budgets end the trace; then a FINAL_CHECK that
         * is scheduled next is asked; then a critique that is due is waited for; else the next prompt is drawn.
         */
        public TraceState answered(Answered outcome, TraceScript script) {
            TracePolicy policy = script.policy();
            if (policy.mode() == RunMode.SINGLE_SHOT) {
                return new AwaitingVerdict(index, outcome.reply());
            }
            if (outcome.finalAnswer().isPresent() && policy.answerCountsOn(kind)) {
                String answer = outcome.finalAnswer().get();
                boolean mayReturn = policy.mayReturn(outcome.returned())
                        && limit(outcome, policy).isEmpty();
                return mayReturn ? new AwaitingGate(index, answer) : new AwaitingVerdict(index, answer);
            }
            int nextIndex = index + 1;
            Optional<EndReason> limit = limit(outcome, policy);
            if (limit.isPresent()) {
                return Finished.without(limit.get(), nextIndex);
            }
            boolean waitsForCritique = policy.verifier() == VerifierMode.FEEDBACK
                    && outcome.critiqueDue()
                    && policy.scheduledKind(nextIndex) != TurnKind.FINAL_CHECK;
            return waitsForCritique ? new AwaitingCritique(index) : script.scheduledTurn(nextIndex);
        }

        /** Why no further turn can follow, if none can. */
        private Optional<EndReason> limit(Answered outcome, TracePolicy policy) {
            return index + 1 >= policy.maxTurns()
                    ? Optional.of(EndReason.MAX_TURNS)
                    : Optional.ofNullable(outcome.totals().exceeded(policy));
        }

        /** The turn failed for good. */
        public Finished failed(Failed outcome) {
            return Finished.without(FailureCodes.endReason(outcome.errorCode()), index + 1);
        }

        /** The turn was given up. */
        public Finished poisoned() {
            return Finished.without(EndReason.POISONED, index + 1);
        }

        @Override
        public TraceStatus status() {
            return TraceStatus.AWAITING_TURN;
        }

        @Override
        public int turnCount() {
            return index;
        }

        @Override
        public Optional<Command> outstanding() {
            return Optional.of(new Command.RequestTurn(index, kind, prompt));
        }
    }

    /**
     * The next prompt depends on a critique that is being made.
     *
     * @param afterTurn the turn that the critique's window ends with
     */
    record AwaitingCritique(int afterTurn) implements Working {

        /** Sends a failed critique back to the model; a pass, and what could not be read, leave the schedule alone. */
        public AwaitingTurn critiqued(Critiqued critique, TraceScript script) {
            return switch (critique.outcome()) {
                case FAIL -> script.feedbackTurn(afterTurn + 1, critique.text());
                case PASS, UNKNOWN -> script.scheduledTurn(afterTurn + 1);
            };
        }

        @Override
        public TraceStatus status() {
            return TraceStatus.AWAITING_CRITIQUE;
        }

        @Override
        public int turnCount() {
            return afterTurn + 1;
        }

        @Override
        public Optional<Command> outstanding() {
            return Optional.of(new Command.RequestCritique(afterTurn));
        }
    }

    /**
     * An answer waits for a critic to let it pass.
     *
     * @param turnIndex the turn that gave it, which the critique's window ends with
     */
    record AwaitingGate(int turnIndex, String answer) implements Live {

        /**
         * Sends the answer back to work when the critique failed, whatever the schedule foresees for the next turn; a
         * pass, and what could not be read, accept it.
         */
        public TraceState critiqued(Critiqued critique, TraceScript script) {
            return switch (critique.outcome()) {
                case FAIL -> script.feedbackTurn(turnIndex + 1, critique.text());
                case PASS, UNKNOWN -> accepted();
            };
        }

        /** Hands the answer to the judge without a critic's word: none came in time, or there is no money for it. */
        public AwaitingVerdict accepted() {
            return new AwaitingVerdict(turnIndex, answer);
        }

        /** The answer is kept, unjudged. */
        @Override
        public Finished cancelled() {
            return new Finished(EndReason.CANCELLED, turnCount(), Optional.of(answer), Optional.empty());
        }

        @Override
        public TraceStatus status() {
            return TraceStatus.AWAITING_CRITIQUE;
        }

        @Override
        public int turnCount() {
            return turnIndex + 1;
        }

        @Override
        public Optional<Command> outstanding() {
            return Optional.of(new Command.RequestCritique(turnIndex));
        }
    }

    /**
     * An answer is being judged.
     *
     * @param turnIndex the turn that gave it
     */
    record AwaitingVerdict(int turnIndex, String answer) implements Live {

        /** Ends the trace with the answer as the judge found it, or as proposed when the judge found none in it. */
        public Finished judged(Judged verdict) {
            return new Finished(
                    EndReason.FINAL_ANSWER,
                    turnCount(),
                    Optional.of(verdict.extracted().orElse(answer)),
                    Optional.of(verdict.outcome()));
        }

        /** The answer is kept, unjudged. */
        @Override
        public Finished cancelled() {
            return new Finished(EndReason.CANCELLED, turnCount(), Optional.of(answer), Optional.empty());
        }

        @Override
        public TraceStatus status() {
            return TraceStatus.AWAITING_VERDICT;
        }

        @Override
        public int turnCount() {
            return turnIndex + 1;
        }

        @Override
        public Optional<Command> outstanding() {
            return Optional.of(new Command.ProposeAnswer(turnIndex, answer));
        }
    }

    /**
     * Ended; no input leads on from here. A trace that its run's budget ended is put back into the state before it when
     * the budget is raised.
     *
     * @param turnCount turns that the trace took
     * @param answer empty when the trace ended without one
     * @param verdict empty when no answer was judged
     */
    record Finished(EndReason reason, int turnCount, Optional<String> answer, Optional<VerdictOutcome> verdict)
            implements TraceState {

        static Finished without(EndReason reason, int turnCount) {
            return new Finished(reason, turnCount, Optional.empty(), Optional.empty());
        }

        @Override
        public TraceStatus status() {
            return TraceStatus.FINISHED;
        }

        @Override
        public Optional<Command> outstanding() {
            return Optional.of(new Command.Finish(reason, turnCount, answer, verdict));
        }
    }
}

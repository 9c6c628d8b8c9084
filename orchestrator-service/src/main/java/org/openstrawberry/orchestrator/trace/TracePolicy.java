package org.openstrawberry.orchestrator.trace;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.run.RunSettings;

/**
 * The rules that a trace runs under.
 *
 * @param mode the loop, or a single call
 * @param maxTurns most turns of a trace, the PROBLEM turn included; 1 to {@value #MAX_TURNS_LIMIT}
 * @param finalCheckEvery every how many turns the confidence checklist is asked, from 1: turns N, 2N, 3N and so on
 * @param answerOnAnyTurn whether a final answer counts on every turn, or only on FINAL_CHECK turns
 * @param tokenBudget tokens, input and output together, after which the trace takes no further turn; null for no limit
 * @param costBudget cost in the currency of the price table, likewise
 * @param timeBudget time spent in model calls, likewise; waiting and pauses do not count
 * @param verifier what is done with critiques
 * @param mostReturns how often a critic may send an answer back to work, from 0; of mode GATE only
 */
public record TracePolicy(
        RunMode mode,
        int maxTurns,
        int finalCheckEvery,
        boolean answerOnAnyTurn,
        @Nullable Long tokenBudget,
        @Nullable BigDecimal costBudget,
        @Nullable Duration timeBudget,
        VerifierMode verifier,
        int mostReturns) {

    public static final int DEFAULT_MAX_TURNS = 50;
    public static final int DEFAULT_FINAL_CHECK_EVERY = 9;

    /** Highest accepted {@code maxTurns}. */
    public static final int MAX_TURNS_LIMIT = 1_000;

    /** The defaults of mode TRACE: 50 turns, a check every 9, an answer on any turn, no budgets, no verifier. */
    public static final TracePolicy DEFAULT = new TracePolicy(
            RunMode.TRACE, DEFAULT_MAX_TURNS, DEFAULT_FINAL_CHECK_EVERY, true, null, null, null, VerifierMode.OFF);

    /** The defaults of mode SINGLE_SHOT: one turn. */
    public static final TracePolicy SINGLE_SHOT = new TracePolicy(
            RunMode.SINGLE_SHOT, 1, DEFAULT_FINAL_CHECK_EVERY, true, null, null, null, VerifierMode.OFF);

    public TracePolicy {
        require(maxTurns >= 1 && maxTurns <= MAX_TURNS_LIMIT, "maxTurns must be from 1 to " + MAX_TURNS_LIMIT);
        require(finalCheckEvery >= 1, "finalCheckEvery must be at least 1");
        require(tokenBudget == null || tokenBudget > 0, "tokenBudget must be positive");
        require(costBudget == null || costBudget.signum() > 0, "costBudget must be positive");
        require(timeBudget == null || timeBudget.isPositive(), "timeBudget must be positive");
        require(mostReturns >= 0, "mostReturns must not be negative");
        require(
                mode == RunMode.SINGLE_SHOT || answerOnAnyTurn || finalCheckEvery < maxTurns,
                "with answers on FINAL_CHECK turns only, finalCheckEvery must be less than maxTurns,"
                        + " or no turn could give an answer");
    }

    /** As above, with as many returns as a run has that says nothing about them. */
    public TracePolicy(
            RunMode mode,
            int maxTurns,
            int finalCheckEvery,
            boolean answerOnAnyTurn,
            @Nullable Long tokenBudget,
            @Nullable BigDecimal costBudget,
            @Nullable Duration timeBudget,
            VerifierMode verifier) {
        this(
                mode,
                maxTurns,
                finalCheckEvery,
                answerOnAnyTurn,
                tokenBudget,
                costBudget,
                timeBudget,
                verifier,
                RunSettings.Verifier.DEFAULT_RETURNS);
    }

    /** What the schedule foresees for a turn, before any critique is looked at. */
    public TurnKind scheduledKind(int turnIndex) {
        if (turnIndex == 0) {
            return TurnKind.PROBLEM;
        }
        return turnIndex % finalCheckEvery == 0 ? TurnKind.FINAL_CHECK : TurnKind.NEXT;
    }

    /** Whether a final answer in the reply to a turn of that kind proposes an answer. */
    public boolean answerCountsOn(TurnKind kind) {
        return answerOnAnyTurn || kind == TurnKind.FINAL_CHECK;
    }

    /** Whether a critic may send another answer back to work, after so many. */
    boolean mayReturn(int returned) {
        return verifier == VerifierMode.GATE && returned < mostReturns;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

package org.openstrawberry.verifier.reply;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;

/**
 * What a critic said.
 *
 * @param outcome UNKNOWN when the reply cannot be read for sure; the other parts are null then, or what could be read
 * @param score 0 to 1: how sure the critic is that every step is right; null when it gave none
 * @param firstWrongTurn index of the first wrong turn; null when it named none
 * @param text the critique in words; null when there was none
 * @param flaw why the outcome is UNKNOWN though the critic replied; null when it is not, or the critic said so itself
 * @param scores 0 to 1, by what was rated; empty when nothing was, or the outcome is UNKNOWN because of a flaw
 */
public record CriticReply(
        CritiqueOutcome outcome,
        @Nullable Double score,
        @Nullable Integer firstWrongTurn,
        @Nullable String text,
        @Nullable Flaw flaw,
        Map<String, Double> scores) {

    /** Keeps what it is given. */
    public CriticReply {
        scores = Map.copyOf(scores);
    }

    /** A reply that rates nothing by itself. */
    public CriticReply(
            CritiqueOutcome outcome,
            @Nullable Double score,
            @Nullable Integer firstWrongTurn,
            @Nullable String text,
            @Nullable Flaw flaw) {
        this(outcome, score, firstWrongTurn, text, flaw, Map.of());
    }

    /** Why a reply cannot be relied on. */
    public enum Flaw {
        /** Longer than is read. */
        TOO_LONG,
        /** No verdict, or an element that is not closed. */
        NO_VERDICT,
        /** The verdict is not one of the words that were asked for. */
        BAD_VERDICT,
        /** The score is no number from 0 to 1. */
        BAD_SCORE,
        /** The first wrong turn is no turn of the window. */
        BAD_TURN,
        /** A failure without a word of why. */
        NO_CRITIQUE,
        /** Two elements of one name that differ, or elements that do not go together. */
        CONTRADICTION
    }

    static CriticReply flawed(Flaw flaw, @Nullable String text) {
        return new CriticReply(CritiqueOutcome.UNKNOWN, null, null, text, flaw);
    }
}

package org.openstrawberry.store.critique;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

/**
 * How a claimed critique came to its end. What it used stays in its row and counts in its run's budget: a trace's own sums
 * and limits are those of its turns.
 *
 * @param status COMPLETED with the critic's reply, or FAILED with an error code and the outcome UNKNOWN
 * @param score 0 to 1; null when the critic gave none
 * @param firstWrongTurn index of the first wrong turn; null when none was named
 * @param text the critique in words
 * @param rawReply the critic's reply as it came
 * @param usage what the provider reported
 * @param cost null when unknown
 * @param charged whether the provider may have charged for a call; what it did not report then counts as reserved
 * @param votes what each critic said, where several were asked
 * @param scores 0 to 1, by the name of what the critic rated
 */
public record CritiqueCompletion(
        CritiqueClaim claim,
        TurnStatus status,
        CritiqueOutcome outcome,
        @Nullable Double score,
        @Nullable Integer firstWrongTurn,
        @Nullable String text,
        @Nullable String rawReply,
        Usage usage,
        @Nullable BigDecimal cost,
        boolean charged,
        long latencyMillis,
        @Nullable String errorCode,
        @Nullable String errorDetail,
        List<CritiqueVote> votes,
        Map<String, Double> scores) {
    public CritiqueCompletion {
        votes = List.copyOf(votes);
        scores = Map.copyOf(scores);
        switch (status) {
            case COMPLETED -> require(rawReply != null, "a completed critique has a reply");
            case FAILED ->
                require(
                        errorCode != null && outcome == CritiqueOutcome.UNKNOWN,
                        "a failed critique has an error code and the outcome UNKNOWN");
            case PENDING, RUNNING, POISONED, CANCELLED ->
                throw new IllegalArgumentException("a verifier does not end a critique as " + status);
        }
    }

    /** The word of a single critic who rated nothing by itself. */
    public CritiqueCompletion(
            CritiqueClaim claim,
            TurnStatus status,
            CritiqueOutcome outcome,
            @Nullable Double score,
            @Nullable Integer firstWrongTurn,
            @Nullable String text,
            @Nullable String rawReply,
            Usage usage,
            @Nullable BigDecimal cost,
            boolean charged,
            long latencyMillis,
            @Nullable String errorCode,
            @Nullable String errorDetail) {
        this(
                claim,
                status,
                outcome,
                score,
                firstWrongTurn,
                text,
                rawReply,
                usage,
                cost,
                charged,
                latencyMillis,
                errorCode,
                errorDetail,
                List.of(),
                Map.of());
    }

    /** Whether the provider did what it was asked for, or told what it charges for. */
    public boolean isPaidFor() {
        return status == TurnStatus.COMPLETED || !usage.equals(Usage.UNKNOWN);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

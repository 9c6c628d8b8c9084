package org.openstrawberry.store.critique;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;

/**
 * What one of several critics said about a window.
 *
 * @param score 0 to 1; null when it gave none
 * @param firstWrongTurn index of the first wrong turn; null when it named none
 * @param text the critique in words
 * @param error why nothing is known of its word
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CritiqueVote(
        CritiqueOutcome outcome,
        @Nullable Double score,
        @Nullable Integer firstWrongTurn,
        @Nullable String text,
        @Nullable String error) {}

package org.openstrawberry.store.verdict;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * A verdict that is about to be stored.
 *
 * @param rule the comparison that decided
 * @param extracted the answer as found in the text; null when there was none
 */
public record VerdictDraft(
        UUID id,
        UUID traceId,
        VerdictOutcome outcome,
        String rule,
        String ruleVersion,
        String reason,
        @Nullable String extracted,
        @Nullable String answerNormalForm,
        @Nullable String truthNormalForm) {}

package org.openstrawberry.judge;

import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * What the judge says of an answer.
 *
 * @param rule code of the comparison that decided, for example {@code number}
 * @param ruleVersion version of the rules; a change of verdicts changes it
 * @param reason one line that says why
 * @param extracted the answer as found in the reply; null when none was found
 * @param answerForm the answer's normal form; empty when there is none
 * @param groundTruthForm the ground truth's normal form
 */
public record Judgement(
        VerdictOutcome outcome,
        String rule,
        String ruleVersion,
        String reason,
        @Nullable String extracted,
        String answerForm,
        String groundTruthForm) {}

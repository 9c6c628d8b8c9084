package org.openstrawberry.judge.finding;

import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * What one comparison found.
 *
 * @param reason one line, in the field's words
 * @param extracted the answer as found in the reply; null when there was none
 * @param answerForm the answer's normal form; empty when there is none
 * @param groundTruthForm the ground truth's normal form
 */
public record Finding(
        VerdictOutcome outcome,
        Rule rule,
        String reason,
        @Nullable String extracted,
        String answerForm,
        String groundTruthForm) {

    /** The answer is right. */
    public static Finding correct(Rule rule, String reason, String extracted, String answerForm, String truthForm) {
        return new Finding(VerdictOutcome.CORRECT, rule, reason, extracted, answerForm, truthForm);
    }

    /** The answer is wrong. */
    public static Finding incorrect(Rule rule, String reason, String extracted, String answerForm, String truthForm) {
        return new Finding(VerdictOutcome.INCORRECT, rule, reason, extracted, answerForm, truthForm);
    }

    /** The answer was found, but cannot be compared. */
    public static Finding undecided(Rule rule, String reason, String extracted, String answerForm, String truthForm) {
        return new Finding(VerdictOutcome.UNDECIDED, rule, reason, extracted, answerForm, truthForm);
    }

    /** The reply has no answer that could be told apart. */
    public static Finding noAnswer(String reason, String truthForm) {
        return new Finding(VerdictOutcome.UNDECIDED, Rule.NO_ANSWER, reason, null, "", truthForm);
    }
}

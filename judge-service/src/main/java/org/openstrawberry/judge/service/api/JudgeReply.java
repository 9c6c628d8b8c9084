package org.openstrawberry.judge.service.api;

import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.judge.Judgement;

/**
 * What the judge says.
 *
 * @param extracted the answer as found in the text; null when there was none
 */
public record JudgeReply(
        VerdictOutcome outcome,
        String rule,
        String ruleVersion,
        String reason,
        @Nullable String extracted,
        NormalForms normalForms) {

    /** What was compared. */
    public record NormalForms(String answer, String groundTruth) {}

    static JudgeReply of(Judgement judgement) {
        return new JudgeReply(
                judgement.outcome(),
                judgement.rule(),
                judgement.ruleVersion(),
                judgement.reason(),
                judgement.extracted(),
                new NormalForms(judgement.answerForm(), judgement.groundTruthForm()));
    }
}

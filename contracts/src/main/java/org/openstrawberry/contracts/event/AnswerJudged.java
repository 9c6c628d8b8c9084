package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * An answer was compared with the ground truth.
 *
 * @param extracted the answer as found in the text; null when there was none
 * @param rule the comparison that decided
 * @param ruleVersion version of the judge
 */
public record AnswerJudged(
        UUID runId,
        UUID traceId,
        UUID problemId,
        int sample,
        @Nullable String extracted,
        VerdictOutcome outcome,
        String rule,
        String ruleVersion,
        String reason,
        Instant judgedAt)
        implements AnswerEvent {
    @Override
    public Topic topic() {
        return Topic.ANSWER_JUDGED;
    }
}

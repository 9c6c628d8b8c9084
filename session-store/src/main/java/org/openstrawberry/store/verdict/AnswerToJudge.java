package org.openstrawberry.store.verdict;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.ComparisonPolicy;

/**
 * An answer that waits for its verdict, with what it is compared with.
 *
 * @param answer what the trace proposed
 * @param groundTruth null when the right answer is not known
 * @param policy of the problem set
 */
public record AnswerToJudge(
        UUID runId,
        UUID traceId,
        UUID problemId,
        int sample,
        String answer,
        @Nullable String groundTruth,
        AnswerType answerType,
        ComparisonPolicy policy) {}

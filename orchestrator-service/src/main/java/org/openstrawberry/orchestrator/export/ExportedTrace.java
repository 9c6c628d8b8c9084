package org.openstrawberry.orchestrator.export;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * A finished trace with all that was said.
 *
 * @param position place of the problem in its set, from 0
 * @param sample which of the run's samples of the problem it is, from 0
 * @param groundTruth if the problem has one
 * @param titles of its answered turns
 * @param answer the proposed one, if there is one
 * @param verdict if it was judged
 * @param rule of the judge that decided
 * @param firstWrongTurn the earliest turn that a failed critique found wrong
 * @param cost if it is known
 */
public record ExportedTrace(
        UUID id,
        UUID problemId,
        int position,
        int sample,
        String problem,
        Optional<String> groundTruth,
        Dialogue dialogue,
        List<String> titles,
        EndReason endReason,
        Optional<String> answer,
        Optional<VerdictOutcome> verdict,
        Optional<String> rule,
        OptionalInt firstWrongTurn,
        long inputTokens,
        long outputTokens,
        Optional<BigDecimal> cost) {
    /** Copies the list. */
    public ExportedTrace {
        titles = List.copyOf(titles);
    }

    /** Whether the judge found it correct. */
    public boolean isCorrect() {
        return verdict.filter(outcome -> outcome == VerdictOutcome.CORRECT).isPresent();
    }

    /** Whether it has an answer that is wrong, or none. */
    public boolean isIncorrect() {
        return verdict.map(outcome -> outcome == VerdictOutcome.INCORRECT).orElse(answer.isEmpty());
    }
}

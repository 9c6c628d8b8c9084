package org.openstrawberry.contracts.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * A trace ended.
 *
 * @param turns how many turns it took
 * @param answer null when the trace ended without one
 * @param verdict null when there was no answer to judge
 * @param usage summed over the trace's turns
 * @param cost summed over the trace's turns, in the currency of the price table; null when unknown
 */
public record TraceFinished(
        UUID runId,
        UUID traceId,
        UUID problemId,
        int sample,
        EndReason endReason,
        int turns,
        @Nullable String answer,
        @Nullable VerdictOutcome verdict,
        Usage usage,
        @Nullable BigDecimal cost,
        Instant finishedAt)
        implements Event {
    @Override
    public Topic topic() {
        return Topic.TRACE_FINISHED;
    }

    @Override
    public UUID key() {
        return traceId;
    }
}

package org.openstrawberry.contracts.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

/**
 * A turn came to its end: answered, refused or given up.
 *
 * @param sample which of the run's samples of the problem the trace is, from 0
 * @param index place of the turn in its trace, from 0
 * @param attempt how often the model was called for the turn, the last time included; waiting for a limit is no attempt
 * @param reply the assistant's text; null unless {@code status} is COMPLETED
 * @param title a short name of the step; null unless {@code status} is COMPLETED
 * @param cost what the call cost, in the currency of the price table; null when unknown
 * @param latencyMillis from the call's start to its end; null when there was no call
 * @param errorCode why the turn failed; null when {@code status} is COMPLETED
 */
public record TurnCompleted(
        UUID runId,
        UUID traceId,
        UUID turnId,
        UUID problemId,
        int sample,
        int index,
        TurnKind kind,
        TurnStatus status,
        int attempt,
        String model,
        String prompt,
        @Nullable String reply,
        @Nullable String title,
        Usage usage,
        @Nullable BigDecimal cost,
        @Nullable Long latencyMillis,
        @Nullable String errorCode,
        Instant completedAt)
        implements TurnEvent {
    @Override
    public Topic topic() {
        return Topic.TURN_COMPLETED;
    }
}

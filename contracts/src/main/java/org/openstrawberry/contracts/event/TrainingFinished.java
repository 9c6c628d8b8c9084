package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fine-tuning job came to its end.
 *
 * @param model the {@code provider:model} it made; null when it failed
 * @param errorCode why it failed; null when it did not
 */
public record TrainingFinished(
        UUID jobId,
        UUID campaignId,
        int round,
        @Nullable String model,
        @Nullable String errorCode,
        Instant finishedAt) implements Event {
    @Override
    public Topic topic() {
        return Topic.TRAINING_FINISHED;
    }

    @Override
    public UUID key() {
        return jobId;
    }
}

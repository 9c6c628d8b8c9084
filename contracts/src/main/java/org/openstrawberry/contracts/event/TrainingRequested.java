package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A fine-tuning job waits for a trainer.
 *
 * @param baseModel the {@code provider:model} to train on top of
 */
public record TrainingRequested(UUID jobId, UUID campaignId, int round, String baseModel, Instant requestedAt)
        implements Event {
    @Override
    public Topic topic() {
        return Topic.TRAINING_REQUESTED;
    }

    @Override
    public UUID key() {
        return jobId;
    }
}

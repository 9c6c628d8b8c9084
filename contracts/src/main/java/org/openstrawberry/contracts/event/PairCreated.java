package org.openstrawberry.contracts.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Two continuations of one shared prefix were paired: the chosen one led to a correct answer, the rejected one did not.
 *
 * @param runId the run whose traces were paired
 * @param sharedTurns turns that both traces have in common; 0 for whole-trace pairs
 */
public record PairCreated(
        UUID pairId,
        UUID runId,
        UUID problemId,
        UUID chosenTraceId,
        UUID rejectedTraceId,
        int sharedTurns,
        Instant createdAt)
        implements Event {
    @Override
    public Topic topic() {
        return Topic.PAIR_CREATED;
    }

    @Override
    public UUID key() {
        return chosenTraceId;
    }
}

package org.openstrawberry.store.turn;

import java.util.UUID;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;

/**
 * A turn that the reaper took up.
 *
 * @param status PENDING when it waits for another generator, POISONED when it was given up
 */
public record ReapedTurn(
        UUID turnId,
        UUID traceId,
        UUID runId,
        UUID problemId,
        int sample,
        int index,
        TurnKind kind,
        TurnStatus status,
        int attempt,
        String model,
        String prompt) {}

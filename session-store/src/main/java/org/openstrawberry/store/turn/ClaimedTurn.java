package org.openstrawberry.store.turn;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnKind;

/**
 * A claimed turn with what its call needs.
 *
 * @param index place in the trace, from 0
 * @param sample which of the run's samples of the problem, from 0
 * @param traceSeed from which the seed of the call derives
 * @param systemPromptId null when the trace has no system text
 * @param model {@code provider:model} that is to answer
 * @param waited from when it could be claimed to its claim, by the database's clock
 * @param failures calls for it that failed in a way that may have been charged for
 */
public record ClaimedTurn(
        TurnClaim claim,
        UUID traceId,
        UUID runId,
        UUID problemId,
        int sample,
        long traceSeed,
        @Nullable String systemPromptId,
        String model,
        int index,
        TurnKind kind,
        String prompt,
        Duration waited,
        int failures) {}

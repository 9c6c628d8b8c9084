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
 * @param call which call for it this is, from 1: claims that were given back without one do not count
 * @param reserved whether a budget has set aside what the call can use; such a claim may have left out others
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
        int failures,
        int call,
        boolean reserved) {}

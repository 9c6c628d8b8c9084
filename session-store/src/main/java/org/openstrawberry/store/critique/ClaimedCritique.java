package org.openstrawberry.store.critique;

import java.util.UUID;

/**
 * A claimed critique with what its call needs.
 *
 * @param sample which of the run's samples of the problem, from 0
 * @param traceSeed from which the seed of the call derives
 * @param afterTurn index of the turn whose completion made it due
 * @param model {@code provider:model} of the critic
 * @param failures calls for it that failed in a way that may have been charged for
 */
public record ClaimedCritique(
        CritiqueClaim claim,
        UUID traceId,
        UUID runId,
        UUID problemId,
        int sample,
        long traceSeed,
        int afterTurn,
        CritiqueSchedule.Window window,
        String model,
        int failures) {}

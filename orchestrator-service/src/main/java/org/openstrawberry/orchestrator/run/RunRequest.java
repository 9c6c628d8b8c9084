package org.openstrawberry.orchestrator.run;

import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.store.run.RunSettings;

/**
 * A run as it was asked for, validated and with every default filled in.
 *
 * @param campaignId of the campaign that it belongs to
 * @param problems how many problems of the set take part: the first so many
 * @param interactive made for one question asked by a person
 * @param idempotencyKey of the request, if it carried one
 * @param requestHash SHA-256 of the request's body
 */
public record RunRequest(
        UUID problemSetId,
        Optional<UUID> campaignId,
        String name,
        String model,
        RunMode mode,
        int samplesPerProblem,
        int problems,
        RunSettings settings,
        boolean interactive,
        Optional<String> idempotencyKey,
        String requestHash) {}

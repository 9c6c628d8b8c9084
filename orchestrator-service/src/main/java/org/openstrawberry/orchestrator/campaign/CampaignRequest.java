package org.openstrawberry.orchestrator.campaign;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A campaign as it was asked for, validated.
 *
 * @param tokens most input and output tokens of all its runs together
 * @param cost most that all its runs may cost together, in {@code currency}
 * @param currency of the present price table
 * @param idempotencyKey of the request, if it carried one
 * @param requestHash SHA-256 of the request's body
 */
public record CampaignRequest(
        String name,
        Optional<Long> tokens,
        Optional<BigDecimal> cost,
        String currency,
        Optional<String> idempotencyKey,
        String requestHash) {}

package org.openstrawberry.orchestrator.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.orchestrator.api.CostViews.BudgetView;
import org.openstrawberry.orchestrator.api.RunBodies.Budget;
import org.openstrawberry.store.campaign.Campaign;

/** What is told of campaigns, and asked for. */
final class CampaignViews {
    private CampaignViews() {}

    /** A campaign to make. */
    @Schema(name = "NewCampaign")
    record NewCampaign(
            @Schema(required = true, maxLength = 200, examples = "Tuesday's models")
            String name,

            @Schema(nullable = true, description = "What all its runs together may use") @Nullable
            Budget budget) {}

    /** The answer to a new campaign. */
    @Schema(name = "CreatedCampaign")
    record Created(UUID id) {}

    /**
     * A campaign.
     *
     * @param runs how many are in each state
     */
    @Schema(name = "Campaign")
    record Detail(
            UUID id,
            String name,
            @Schema(examples = "USD") String currency,
            BudgetView budget,

            @Schema(description = "How many are in each state", examples = "{\"FINISHED\": 2}")
            Map<RunStatus, Long> runs,

            Instant createdAt) {
        static Detail of(Campaign campaign, BudgetView budget, Map<RunStatus, Long> runs) {
            return new Detail(campaign.id, campaign.name, campaign.currency, budget, runs, campaign.createdAt);
        }
    }
}

package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.orchestrator.api.CostViews.BudgetView;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.campaign.Campaign;
import org.openstrawberry.store.run.Run;

/** Reads campaigns for the interface. */
@ApplicationScoped
class CampaignQueries {
    /** Campaigns made before that one, newest first. */
    @Transactional
    Page<CampaignViews.Detail> list(Optional<UUID> before, int limit) {
        Page<Campaign> page = Page.of(Campaign.newest(before, limit + 1), limit, campaign -> campaign.id.toString());
        return new Page<>(page.items().stream().map(CampaignQueries::view).toList(), page.next());
    }

    /** The campaign with everything that is counted of it. */
    @Transactional
    Optional<CampaignViews.Detail> detail(UUID id) {
        return Campaign.<Campaign>findByIdOptional(id).map(CampaignQueries::view);
    }

    /** The id, if there is a campaign of it. */
    @Transactional
    Optional<UUID> find(String id) {
        try {
            return Campaign.<Campaign>findByIdOptional(UUID.fromString(id)).map(campaign -> campaign.id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CampaignViews.Detail view(Campaign campaign) {
        Budget budget = Budget.find(campaign.id).orElseThrow();
        BudgetView view = BudgetView.of(budget, !Budget.isAnyUnpriced(campaign.id));
        return CampaignViews.Detail.of(campaign, view, Run.countByStatus(campaign.id));
    }
}

package org.openstrawberry.orchestrator.campaign;

import java.util.UUID;
import org.openstrawberry.orchestrator.run.BudgetChange;
import org.openstrawberry.store.campaign.Campaign;

/** Makes campaigns and changes what they may spend. */
public interface Campaigns {
    /**
     * Stores the campaign, to which runs can be started from then on.
     *
     * @return the new campaign, or the one that an earlier request with the same key and body made
     * @throws org.openstrawberry.orchestrator.run.RunConflictException when the key was used for another body
     */
    Campaign create(CampaignRequest request);

    /**
     * Gives the campaign other caps. The runs that its budget stopped go on where they were.
     *
     * @throws org.openstrawberry.orchestrator.run.RunConflictException when there is no such campaign
     * @throws org.openstrawberry.orchestrator.run.BudgetTooLowException when more is spent and reserved already, or the
     *     cost of a run cannot be known
     */
    void changeBudget(UUID campaignId, BudgetChange change);
}

package org.openstrawberry.orchestrator.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.openstrawberry.orchestrator.run.BudgetCaps;
import org.openstrawberry.orchestrator.run.BudgetChange;
import org.openstrawberry.orchestrator.run.RunConflictException;
import org.openstrawberry.orchestrator.run.RunConflictException.Code;
import org.openstrawberry.orchestrator.run.RunNudges;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.campaign.Campaign;
import org.openstrawberry.store.run.Run;

/** Campaigns in the database. */
@ApplicationScoped
public class StoredCampaigns implements Campaigns {
    private final RunNudges nudges;
    private final Ids ids;
    private final InstantSource clock;

    StoredCampaigns(RunNudges nudges, Ids ids, InstantSource clock) {
        this.nudges = nudges;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Campaign create(CampaignRequest request) {
        Optional<Campaign> earlier = earlier(request);
        return earlier.isPresent() ? earlier.get() : storeOrFindEarlier(request);
    }

    /** The same request may have been stored by another thread since it was looked for: the unique key decides. */
    private Campaign storeOrFindEarlier(CampaignRequest request) {
        try {
            return store(request);
        } catch (ConstraintViolationException e) {
            return earlier(request).orElseThrow(() -> e);
        } catch (PersistenceException e) {
            if (e.getCause() instanceof ConstraintViolationException) {
                return earlier(request).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    @Transactional
    Optional<Campaign> earlier(CampaignRequest request) {
        Optional<Campaign> earlier = request.idempotencyKey().flatMap(Campaign::findByIdempotencyKey);
        earlier.filter(campaign -> !campaign.requestHash.equals(request.requestHash()))
                .ifPresent(campaign -> {
                    throw new RunConflictException(
                            Code.IDEMPOTENCY_KEY_REUSED,
                            "The Idempotency-Key was used for another request, which made campaign " + campaign.id
                                    + ". Use a new key for a new request.");
                });
        return earlier;
    }

    @Transactional
    Campaign store(CampaignRequest request) {
        Campaign campaign = new Campaign();
        campaign.id = ids.next();
        campaign.name = request.name();
        campaign.currency = request.currency();
        campaign.idempotencyKey = request.idempotencyKey().orElse(null);
        campaign.requestHash = request.requestHash();
        campaign.createdAt = clock.instant();
        Budget.ofCampaign(
                        campaign.id,
                        request.tokens().orElse(null),
                        request.cost().orElse(null))
                .persist();
        campaign.persistAndFlush();
        return campaign;
    }

    @Override
    public void changeBudget(UUID campaignId, BudgetChange change) {
        nudges.nudge(store(campaignId, change));
    }

    /** The stopped runs are locked first, as whoever locks a run and its budget does, and the budgets together. */
    @Transactional
    List<UUID> store(UUID campaignId, BudgetChange change) {
        if (Campaign.findByIdOptional(campaignId).isEmpty()) {
            throw new RunConflictException(Code.NOT_FOUND, "There is no campaign " + campaignId + ".");
        }
        List<Run> runs = new ArrayList<>();
        List<UUID> budgetIds = new ArrayList<>(List.of(campaignId));
        Budget.findStoppedByParent(campaignId).stream()
                .map(budget -> budget.id)
                .sorted()
                .forEach(id -> {
                    Run.lock(id).ifPresent(runs::add);
                    budgetIds.add(id);
                });
        List<Budget> budgets = Budget.lockAll(budgetIds);
        Budget own = Budget.find(campaignId).orElseThrow();
        BudgetCaps.change(own, change, !Budget.isAnyUnpriced(campaignId));
        budgets.stream().filter(budget -> budget.stoppedByParent).forEach(Budget::reopen);
        runs.forEach(BudgetCaps::carryOn);
        return runs.stream().map(run -> run.id).toList();
    }
}

package org.openstrawberry.store.budget;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;

/**
 * What a run, or a campaign with all its runs, may spend and has spent. The statements that claim and end calls write the sums; caps and the stop reason
 * are changed through here, under {@link #lock}. Its row is locked after those of runs, traces, turns and critiques, and
 * several budgets in the order of their ids.
 */
@Entity
@DynamicUpdate
@Table(name = "budget")
public class Budget extends PanacheEntityBase {
    /** The id of the run or campaign. */
    @Id
    public UUID id;

    /** The budget of the run's campaign, which its calls are reserved with as well; null when it has none. */
    @Column(name = "parent_id", updatable = false)
    public @Nullable UUID parentId;

    /** Input and output tokens; null is no cap. */
    @Column(name = "cap_tokens")
    public @Nullable Long capTokens;

    /** In the currency of the run's prices; null is no cap. */
    @Column(name = "cap_cost")
    public @Nullable BigDecimal capCost;

    @Column(name = "spent_tokens", insertable = false, updatable = false)
    public long spentTokens;

    @Column(name = "spent_cost", insertable = false, updatable = false)
    public BigDecimal spentCost = BigDecimal.ZERO;

    /** The part of what is spent that stands for calls of which the provider has told nothing. */
    @Column(name = "possible_tokens", insertable = false, updatable = false)
    public long possibleTokens;

    @Column(name = "possible_cost", insertable = false, updatable = false)
    public BigDecimal possibleCost = BigDecimal.ZERO;

    /** The most that the calls in flight can use. */
    @Column(name = "reserved_tokens", insertable = false, updatable = false)
    public long reservedTokens;

    @Column(name = "reserved_cost", insertable = false, updatable = false)
    public BigDecimal reservedCost = BigDecimal.ZERO;

    /** Most output tokens of a turn. */
    @Column(name = "turn_output_bound", updatable = false)
    public long turnOutputBound;

    /** What one input token of a turn costs at most; null when unknown. */
    @Column(name = "turn_input_price", updatable = false)
    public @Nullable BigDecimal turnInputPrice;

    @Column(name = "turn_output_price", updatable = false)
    public @Nullable BigDecimal turnOutputPrice;

    /** Most output tokens of a critique, all its votes together; 0 when there are none. */
    @Column(name = "critique_output_bound", updatable = false)
    public long critiqueOutputBound;

    @Column(name = "critique_input_price", updatable = false)
    public @Nullable BigDecimal critiqueInputPrice;

    @Column(name = "critique_output_price", updatable = false)
    public @Nullable BigDecimal critiqueOutputPrice;

    /** Why the run was stopped; null while calls may be claimed. */
    @Enumerated(EnumType.STRING)
    @Column(name = "stop_reason")
    public @Nullable EndReason stopReason;

    /** Whether that is because the campaign's budget is used up. */
    @Column(name = "stopped_by_parent")
    public boolean stoppedByParent;

    /**
     * The budget that those settings ask for; empty when they cap nothing and the run is in no campaign.
     *
     * @param campaignId null without a campaign
     */
    public static Optional<Budget> of(UUID runId, @Nullable UUID campaignId, RunSettings settings) {
        RunSettings.Limits limits = settings.limits();
        if (limits.runTokens() == null && limits.runCost() == null && campaignId == null) {
            return Optional.empty();
        }
        Budget budget = new Budget();
        budget.id = runId;
        budget.parentId = campaignId;
        budget.capTokens = limits.runTokens();
        budget.capCost = limits.runCost();
        budget.turnOutputBound = settings.maxTokens();
        budget.critiqueOutputBound = settings.verifier().mode() == VerifierMode.OFF
                ? 0
                : (long) settings.verifier().replyTokens() * settings.verifier().voters();
        RunSettings.Prices prices = settings.prices();
        Price turn = prices == null ? null : prices.generator();
        Price critique = prices == null ? null : prices.verifier();
        if (turn != null) {
            budget.turnInputPrice = turn.dearestInputToken();
            budget.turnOutputPrice = turn.outputToken();
        }
        if (critique != null) {
            budget.critiqueInputPrice = critique.dearestInputToken();
            budget.critiqueOutputPrice = critique.outputToken();
        }
        return Optional.of(budget);
    }

    /** The budget of a campaign; it makes no calls of its own. */
    public static Budget ofCampaign(UUID campaignId, @Nullable Long capTokens, @Nullable BigDecimal capCost) {
        Budget budget = new Budget();
        budget.id = campaignId;
        budget.capTokens = capTokens;
        budget.capCost = capCost;
        return budget;
    }

    /** Whether the cost of every call of the run is known in advance. */
    public boolean isPriced() {
        return turnInputPrice != null && (critiqueInputPrice != null || critiqueOutputBound == 0);
    }

    /** The budget of the run, if it has one. */
    public static Optional<Budget> find(UUID runId) {
        return findByIdOptional(runId);
    }

    /** The budget of the run or campaign as it now is, locked until the transaction ends. */
    public static Optional<Budget> lock(UUID id) {
        Optional<Budget> budget = find(id);
        budget.ifPresent(Budget::lock);
        return budget;
    }

    /** The budgets as they now are, locked in the order of their ids until the transaction ends. */
    public static List<Budget> lockAll(Collection<UUID> ids) {
        List<Budget> budgets = list("id in ?1 order by id", ids);
        budgets.forEach(Budget::lock);
        return List.copyOf(budgets);
    }

    /** The budgets of the runs of a campaign that its budget stopped. */
    public static List<Budget> findStoppedByParent(UUID campaignId) {
        return list("parentId = ?1 and stoppedByParent", campaignId);
    }

    /** Whether a run of the campaign makes calls whose cost is not known in advance. */
    public static boolean isAnyUnpriced(UUID campaignId) {
        return Budget.<Budget>list("parentId", campaignId).stream().anyMatch(budget -> !budget.isPriced());
    }

    /** Lets calls be claimed again. */
    public void reopen() {
        stopReason = null;
        stoppedByParent = false;
    }

    private void lock() {
        // Locking alone would keep what was read before the lock was there.
        getEntityManager().refresh(this, LockModeType.PESSIMISTIC_WRITE);
    }
}

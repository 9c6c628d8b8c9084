package org.openstrawberry.orchestrator.run;

import java.math.BigDecimal;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.orchestrator.run.BudgetChange.Cap;
import org.openstrawberry.orchestrator.run.BudgetChange.Kept;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.run.Run;

/** Changes the caps of budgets that the caller has locked. */
public final class BudgetCaps {
    private BudgetCaps() {}

    /**
     * Sets the caps.
     *
     * @param priced whether the cost of every call that the budget is for is known in advance
     * @throws BudgetTooLowException when a cap is below what is spent and reserved, or the cost cannot be known
     */
    public static void change(Budget budget, BudgetChange change, boolean priced) {
        changeTokens(budget, change.tokens());
        changeCost(budget, change.cost(), priced);
    }

    /** Lets a run that ended because a budget stopped it go on. */
    public static void carryOn(Run run) {
        if (run.status == RunStatus.FINISHED) {
            run.status = RunStatus.RUNNING;
            run.finishedAt = null;
        }
    }

    private static void changeTokens(Budget budget, Cap<Long> cap) {
        switch (cap) {
            case Kept<Long> _ -> {
                // As it was.
            }
            case BudgetChange.Set<Long> set -> {
                Long value = set.value();
                if (value != null && value < budget.spentTokens + budget.reservedTokens) {
                    throw tooLow("tokens", Long.toString(budget.spentTokens), Long.toString(budget.reservedTokens));
                }
                budget.capTokens = value;
            }
        }
    }

    private static void changeCost(Budget budget, Cap<BigDecimal> cap, boolean priced) {
        switch (cap) {
            case Kept<BigDecimal> _ -> {
                // As it was.
            }
            case BudgetChange.Set<BigDecimal> set -> {
                BigDecimal value = set.value();
                if (value != null && !priced) {
                    throw new BudgetTooLowException(
                            "cost", "has no meaning: a model that is used had no price when its run was started");
                }
                if (value != null && value.compareTo(budget.spentCost.add(budget.reservedCost)) < 0) {
                    throw tooLow("cost", plain(budget.spentCost), plain(budget.reservedCost));
                }
                budget.capCost = value;
            }
        }
    }

    private static BudgetTooLowException tooLow(String field, String spent, String reserved) {
        return new BudgetTooLowException(
                field,
                "is less than what is gone: " + spent + " is spent, and the calls in flight may use up to " + reserved);
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}

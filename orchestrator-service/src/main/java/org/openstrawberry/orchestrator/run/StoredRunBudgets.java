package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.orchestrator.run.BudgetChange.Cap;
import org.openstrawberry.orchestrator.run.BudgetChange.Kept;
import org.openstrawberry.orchestrator.run.RunConflictException.Code;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;

/** Changes budgets under their lock; the scheduler reopens what they stopped. */
@ApplicationScoped
public class StoredRunBudgets implements RunBudgets {
    private final RunNudges nudges;

    StoredRunBudgets(RunNudges nudges) {
        this.nudges = nudges;
    }

    @Override
    public void change(UUID runId, BudgetChange change) {
        store(runId, change);
        nudges.nudge(List.of(runId));
    }

    @Transactional
    void store(UUID runId, BudgetChange change) {
        Run run = Run.lock(runId)
                .orElseThrow(() -> new RunConflictException(Code.NOT_FOUND, "There is no run " + runId + "."));
        requireChangeable(run);
        Budget budget = Budget.lock(runId)
                .orElseThrow(() -> new RunConflictException(
                        Code.WITHOUT_BUDGET,
                        "Run " + runId + " was started without a budget, so its calls reserve nothing and cannot be"
                                + " capped. Cancel it and start another one with a budget."));
        capTokens(budget, change.tokens());
        capCost(budget, change.cost());
        budget.stopReason = null;
        if (run.status == RunStatus.FINISHED) {
            run.status = RunStatus.RUNNING;
            run.finishedAt = null;
        }
    }

    private static void requireChangeable(Run run) {
        boolean changeable = switch (run.status) {
            case QUEUED, RUNNING, PAUSED -> true;
            case FINISHED -> !Trace.findStopped(run.id, 1).isEmpty();
            case CANCELLED, FAILED -> false;
        };
        if (!changeable) {
            throw new RunConflictException(
                    Code.ALREADY_OVER,
                    "Run " + run.id + " is " + run.status + ", and not because of its budget; it cannot go on.");
        }
    }

    private static void capTokens(Budget budget, Cap<Long> cap) {
        switch (cap) {
            case Kept<Long> _ -> {
                // As it was.
            }
            case BudgetChange.Set<Long> set -> {
                Long value = set.value();
                long used = budget.spentTokens + budget.reservedTokens;
                if (value != null && value < used) {
                    throw tooLow("tokens", Long.toString(budget.spentTokens), Long.toString(budget.reservedTokens));
                }
                budget.capTokens = value;
            }
        }
    }

    private static void capCost(Budget budget, Cap<BigDecimal> cap) {
        switch (cap) {
            case Kept<BigDecimal> _ -> {
                // As it was.
            }
            case BudgetChange.Set<BigDecimal> set -> {
                BigDecimal value = set.value();
                if (value != null && !budget.isPriced()) {
                    throw new BudgetTooLowException(
                            "cost", "has no meaning: the run's models had no price at its start");
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

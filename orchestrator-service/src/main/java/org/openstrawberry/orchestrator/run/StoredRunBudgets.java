package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.openstrawberry.contracts.EndReason;
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
        requireHelpful(budget, change);
        BudgetCaps.change(budget, change, budget.isPriced());
        budget.reopen();
        BudgetCaps.carryOn(run);
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

    /** A run that was stopped would only be stopped again if the cap that stopped it stayed. */
    private static void requireHelpful(Budget budget, BudgetChange change) {
        if (budget.stoppedByParent) {
            throw new RunConflictException(
                    Code.STOPPED_BY_CAMPAIGN,
                    "The budget of campaign " + budget.parentId + " stopped the run; raise that one.");
        }
        requireChange("tokens", budget.stopReason == EndReason.TOKEN_BUDGET, change.tokens());
        requireChange("cost", budget.stopReason == EndReason.COST_BUDGET, change.cost());
    }

    private static void requireChange(String field, boolean stopped, Cap<?> cap) {
        if (stopped && cap instanceof Kept<?>) {
            throw new BudgetTooLowException(
                    field, "is the cap that stopped the run; without a larger one it cannot go on");
        }
    }
}

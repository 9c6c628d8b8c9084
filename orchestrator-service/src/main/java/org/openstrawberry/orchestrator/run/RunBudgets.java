package org.openstrawberry.orchestrator.run;

import java.util.UUID;

/** Changes what runs may spend. */
public interface RunBudgets {
    /**
     * Gives the run other caps. A run that its budget stopped goes on where it was.
     *
     * @throws RunConflictException when the run is cancelled, failed or over by itself, or was started without a budget
     * @throws BudgetTooLowException when more is spent and reserved already, or the cost of the run cannot be known
     */
    void change(UUID runId, BudgetChange change);
}

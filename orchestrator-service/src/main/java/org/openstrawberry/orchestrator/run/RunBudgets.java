package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;

/** Tells whether a run has used the tokens that it may. What is in flight when the limit is reached is still paid for. */
@ApplicationScoped
public class RunBudgets {

    /** Whether the run may not ask for another turn. Reads the sum over its traces, for runs with a limit only. */
    boolean isSpent(Run run) {
        Long limit = run.settings.limits().runTokens();
        return limit != null && Trace.sumTokens(run.id) >= limit;
    }
}

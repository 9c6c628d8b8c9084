package org.openstrawberry.orchestrator.trace;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;

/**
 * What a trace has used so far, the turn just answered included. A total that is unknown is null; no budget is ever
 * exceeded by what is unknown, so {@code maxTurns} is the limit of last resort.
 *
 * @param tokens input and output together
 * @param cost in the currency of the price table
 * @param callTime time spent in model calls
 */
public record TraceTotals(@Nullable Long tokens, @Nullable BigDecimal cost, Duration callTime) {

    /** Nothing is known to have been used. */
    public static final TraceTotals NONE = new TraceTotals(null, null, Duration.ZERO);

    /** The budget that is used up, if one is; of several the first of tokens, cost, time. */
    @Nullable
    EndReason exceeded(TracePolicy policy) {
        Long tokenBudget = policy.tokenBudget();
        if (tokenBudget != null && tokens != null && tokens >= tokenBudget) {
            return EndReason.TOKEN_BUDGET;
        }
        BigDecimal costBudget = policy.costBudget();
        if (costBudget != null && cost != null && cost.compareTo(costBudget) >= 0) {
            return EndReason.COST_BUDGET;
        }
        Duration timeBudget = policy.timeBudget();
        if (timeBudget != null && callTime.compareTo(timeBudget) >= 0) {
            return EndReason.TIME_BUDGET;
        }
        return null;
    }
}

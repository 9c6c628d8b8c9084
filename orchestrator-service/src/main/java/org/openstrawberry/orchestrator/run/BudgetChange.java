package org.openstrawberry.orchestrator.run;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * New caps of a run or campaign.
 *
 * @param tokens input and output tokens
 * @param cost in the currency of the prices
 */
public record BudgetChange(Cap<Long> tokens, Cap<BigDecimal> cost) {

    /** What becomes of one cap. */
    public sealed interface Cap<T> {}

    /** It stays. */
    public record Kept<T>() implements Cap<T> {}

    /**
     * It is replaced.
     *
     * @param value null lifts it
     */
    public record Set<T>(@Nullable T value) implements Cap<T> {}
}

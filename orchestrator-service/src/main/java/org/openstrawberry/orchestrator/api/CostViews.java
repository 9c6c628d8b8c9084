package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.orchestrator.report.Forecast;
import org.openstrawberry.orchestrator.report.Outlook;
import org.openstrawberry.store.budget.Budget;

/** What is told of money and budgets. Amounts are exact decimal numbers, written without an exponent. */
final class CostViews {
    private CostViews() {}

    /** Writes amounts as they are meant to be read. */
    @Singleton
    static class PlainDecimals implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        }
    }

    /** The amount without zeros at its end. */
    static BigDecimal shortest(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The amount without zeros at its end, if there is one. */
    static @Nullable BigDecimal shortestOf(@Nullable BigDecimal amount) {
        return amount == null ? null : shortest(amount);
    }

    /** The sum of what is known; null when neither is. */
    static @Nullable BigDecimal sum(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isEmpty() && other.isEmpty()
                ? null
                : shortest(one.orElse(BigDecimal.ZERO).add(other.orElse(BigDecimal.ZERO)));
    }

    /** What a run or campaign may spend and has spent. */
    @Schema(name = "RunBudget", description = "Spent and reserved together never exceed a cap")
    record BudgetView(
            TokenBudget tokens,

            @Schema(nullable = true, description = "Null when a price is not known") @Nullable
            CostBudget cost,

            @Schema(nullable = true, description = "TOKEN_BUDGET or COST_BUDGET once the run was stopped for it")
            @Nullable
            String stopped,

            @Schema(description = "Whether it is the campaign's budget that is used up")
            boolean stoppedByCampaign) {
        static BudgetView of(Budget budget) {
            return of(budget, budget.isPriced());
        }

        /** @param priced whether its cost is known */
        static BudgetView of(Budget budget, boolean priced) {
            return new BudgetView(
                    new TokenBudget(budget.capTokens, budget.spentTokens, budget.possibleTokens, budget.reservedTokens),
                    priced
                            ? new CostBudget(
                                    shortestOf(budget.capCost),
                                    shortest(budget.spentCost),
                                    shortest(budget.possibleCost),
                                    shortest(budget.reservedCost))
                            : null,
                    budget.stopReason == null ? null : budget.stopReason.name(),
                    budget.stoppedByParent);
        }
    }

    /** Tokens of all calls of a run. */
    @Schema(name = "TokenBudget")
    record TokenBudget(
            @Schema(nullable = true, description = "Null is no cap") @Nullable
            Long cap,

            @Schema(description = "What is possible included")
            long spent,

            @Schema(description = "Of calls whose use was not reported: killed, cut or timed out")
            long possible,

            @Schema(description = "The most that the calls in flight can use")
            long reserved) {}

    /** Cost of all calls of a run. */
    @Schema(name = "CostBudget")
    record CostBudget(
            @Schema(nullable = true, description = "Null is no cap") @Nullable
            BigDecimal cap,

            @Schema(description = "What is possible included")
            BigDecimal spent,

            @Schema(description = "Of calls whose use was not reported: killed, cut or timed out")
            BigDecimal possible,

            @Schema(description = "The most that the calls in flight can cost")
            BigDecimal reserved) {}

    /** What a run will use, before it begins. */
    @Schema(name = "RunForecast")
    record ForecastView(
            WholeRange calls,
            WholeRange tokens,

            @Schema(nullable = true, description = "Null when a price is not known") @Nullable
            AmountRange cost,

            @Schema(nullable = true, examples = "USD") @Nullable
            String currency) {
        static ForecastView of(Forecast forecast, @Nullable String currency) {
            Forecast.CostRange cost = forecast.cost();
            return new ForecastView(
                    new WholeRange(forecast.calls().low(), forecast.calls().high()),
                    new WholeRange(forecast.tokens().low(), forecast.tokens().high()),
                    cost == null ? null : new AmountRange(shortest(cost.low()), shortest(cost.high())),
                    currency);
        }
    }

    /** Whole numbers from the least to the most. */
    @Schema(name = "WholeRange")
    record WholeRange(long low, long high) {}

    /** Amounts from the least to the most. */
    @Schema(name = "AmountRange")
    record AmountRange(BigDecimal low, BigDecimal high) {}

    /** What a run that is going on will have used in the end. */
    @Schema(
            name = "RunOutlook",
            description = "Before two traces have finished there is only a range, and no expectation")
    record OutlookView(
            Expectation tokens,

            @Schema(nullable = true, description = "Null when the cost is not known") @Nullable
            Expectation cost,

            @Schema(nullable = true) @Nullable Long remainingSeconds,

            @Schema(description = "Finished traces that it is drawn from")
            long traces) {
        static OutlookView of(Outlook outlook) {
            Outlook.Expected cost = outlook.cost();
            return new OutlookView(
                    expectation(outlook.tokens()),
                    cost == null ? null : expectation(cost),
                    outlook.remainingSeconds(),
                    outlook.traces());
        }

        static OutlookView of(Forecast forecast) {
            Forecast.CostRange cost = forecast.cost();
            return new OutlookView(
                    new Expectation(
                            BigDecimal.valueOf(forecast.tokens().low()),
                            null,
                            BigDecimal.valueOf(forecast.tokens().high())),
                    cost == null ? null : new Expectation(shortest(cost.low()), null, shortest(cost.high())),
                    null,
                    0);
        }

        private static Expectation expectation(Outlook.Expected expected) {
            return new Expectation(shortest(expected.low()), shortest(expected.expected()), shortest(expected.high()));
        }
    }

    /** A sum at the end of a run. */
    @Schema(name = "Expectation")
    record Expectation(
            BigDecimal low,
            @Schema(nullable = true) @Nullable BigDecimal expected,
            BigDecimal high) {}

    /** What one model of a run used. */
    @Schema(name = "ModelUse")
    record ModelUse(
            @Schema(examples = "openai:gpt-4o-mini") String model,

            @Schema(description = "GENERATOR or VERIFIER") String role,

            RunViews.Tokens tokens,

            @Schema(nullable = true, description = "Null when no call had a known cost") @Nullable
            BigDecimal cost) {}
}

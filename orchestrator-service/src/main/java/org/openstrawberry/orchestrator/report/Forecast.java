package org.openstrawberry.orchestrator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;

/**
 * What a run will use, told before it begins. Low: every trace ends on the first turn that may bring an answer, replies
 * are short, and everything said before is read from the provider's cache. High: every trace takes all its turns, every
 * reply is as long as it may be, and nothing is cached.
 *
 * @param calls of models, critics included; repeated ones are not foreseen
 * @param tokens in and out
 * @param cost null when a price is not known
 */
public record Forecast(Range calls, Range tokens, @Nullable CostRange cost) {
    /** English text has about four bytes a token; five and two bound most texts. */
    private static final double MOST_BYTES_PER_TOKEN = 5;

    private static final double FEWEST_BYTES_PER_TOKEN = 2;
    /** The part of the longest reply that a short one has. */
    private static final double SHORT_REPLY = 0.05;

    private static final double CRITIC_RULES_BYTES = 1_500;
    private static final int COST_SCALE = 6;
    private static final double MILLION = 1e6;

    /** From the least to the most. */
    public record Range(long low, long high) {}

    /** From the least to the most. */
    public record CostRange(BigDecimal low, BigDecimal high) {}

    /**
     * What the run's texts measure, in bytes of UTF-8.
     *
     * @param traces of the run
     * @param problem an average problem
     * @param system an average system text
     * @param next an average prompt of a later turn
     */
    public record Sizes(long traces, double problem, double system, double next) {}

    /** Use and cost of an end of the range, for one trace. */
    private record Use(double calls, double tokens, double cost) {
        Use plus(Use other) {
            return new Use(calls + other.calls, tokens + other.tokens, cost + other.cost);
        }
    }

    /** The forecast of a run with these settings. */
    public static Forecast of(RunMode mode, RunSettings settings, Sizes sizes) {
        boolean loop = mode == RunMode.TRACE;
        int fewest = loop && !settings.answerOnAnyTurn() ? settings.finalCheckEvery() + 1 : 1;
        int most = loop ? settings.maxTurns() : 1;
        Use low = trace(settings, sizes, Math.min(fewest, most), true);
        Use high = trace(settings, sizes, most, false);
        return new Forecast(
                new Range(times(sizes, low.calls), times(sizes, high.calls)),
                new Range(times(sizes, low.tokens), times(sizes, high.tokens)),
                isPriced(settings)
                        ? new CostRange(cost(sizes, low, RoundingMode.DOWN), cost(sizes, high, RoundingMode.UP))
                        : null);
    }

    private static Use trace(RunSettings settings, Sizes sizes, int turns, boolean low) {
        double bytesPerToken = low ? MOST_BYTES_PER_TOKEN : FEWEST_BYTES_PER_TOKEN;
        double reply = low ? Math.max(1, settings.maxTokens() * SHORT_REPLY) : settings.maxTokens();
        double first = (sizes.system + sizes.problem) / bytesPerToken;
        double added = sizes.next / bytesPerToken + reply;
        double input = turns * first + turns * (turns - 1) / 2.0 * added;
        double fresh = first + (turns - 1) * added;
        RunSettings.Prices prices = settings.prices();
        Price price = prices == null ? null : prices.generator();
        Use solving = use(turns, input, fresh, turns * reply, price, low);
        return settings.verifier().mode() == VerifierMode.OFF
                ? solving
                : solving.plus(critics(settings.verifier(), sizes, turns, added, bytesPerToken, prices, low));
    }

    private static Use critics(
            RunSettings.Verifier verifier,
            Sizes sizes,
            int turns,
            double turn,
            double bytesPerToken,
            RunSettings.@Nullable Prices prices,
            boolean low) {
        int votes = low ? verifier.voters() / 2 + 1 : verifier.voters();
        double critiques = critiques(verifier, turns, low) * votes;
        double reply = low ? Math.max(1, verifier.replyTokens() * SHORT_REPLY) : verifier.replyTokens();
        double shown = (CRITIC_RULES_BYTES + sizes.problem) / bytesPerToken + Math.min(turns, verifier.window()) * turn;
        double input = critiques * shown;
        return use(critiques, input, input, critiques * reply, prices == null ? null : prices.verifier(), low);
    }

    /** Windows of one trace that are critiqued. */
    private static double critiques(RunSettings.Verifier verifier, int turns, boolean low) {
        int fixed = verifier.every() == 0 ? 0 : turns / verifier.every();
        double drawn = (turns - fixed) * verifier.chance();
        int gates = verifier.mode() == VerifierMode.GATE ? (low ? 1 : 1 + verifier.mostReturns()) : 0;
        return Math.min(turns, fixed + drawn + gates);
    }

    private static Use use(
            double calls, double input, double fresh, double output, @Nullable Price price, boolean low) {
        if (price == null) {
            return new Use(calls, input + output, 0);
        }
        double freshPrice =
                low ? price.input().doubleValue() : price.dearestInputToken().doubleValue() * MILLION;
        double cachedPrice = low ? Math.min(price.cachedInput().doubleValue(), freshPrice) : freshPrice;
        double cost = fresh * freshPrice
                + (input - fresh) * cachedPrice
                + output * price.output().doubleValue();
        return new Use(calls, input + output, cost / MILLION);
    }

    private static boolean isPriced(RunSettings settings) {
        RunSettings.Prices prices = settings.prices();
        return prices != null
                && prices.generator() != null
                && (prices.verifier() != null || settings.verifier().mode() == VerifierMode.OFF);
    }

    private static long times(Sizes sizes, double each) {
        return Math.round(sizes.traces * each);
    }

    private static BigDecimal cost(Sizes sizes, Use use, RoundingMode rounding) {
        return BigDecimal.valueOf(sizes.traces * use.cost).setScale(COST_SCALE, rounding);
    }
}

package org.openstrawberry.store.price;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;

/**
 * What a model's tokens cost, each per million.
 *
 * @param input tokens of a request that were neither read from nor written to the provider's prompt cache
 * @param cachedInput tokens read from that cache
 * @param cacheWrite tokens written to it
 * @param output tokens of a reply, reasoning included
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Price(BigDecimal input, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal output) {
    /** Digits after the point that a price may have, so that the cost of a token is exact in the store's ten. */
    public static final int MAX_SCALE = 4;

    private static final int MILLION_DIGITS = 6;

    /**
     * Checks the amounts.
     *
     * @throws IllegalArgumentException if one is negative or has more than {@value #MAX_SCALE} digits after the point
     */
    public Price {
        input = checked(input);
        cachedInput = checked(cachedInput);
        cacheWrite = checked(cacheWrite);
        output = checked(output);
    }

    private static BigDecimal checked(BigDecimal amount) {
        if (amount.signum() < 0 || amount.stripTrailingZeros().scale() > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "a price is not negative and has at most " + MAX_SCALE + " digits after the point, not " + amount);
        }
        return amount;
    }

    /**
     * What a call cost, exactly; null when a count that it depends on is unknown. A count whose price is zero, or that
     * of the cache where caching changes no price, is not needed.
     */
    public @Nullable BigDecimal costOf(Usage usage) {
        BigDecimal request = requestCost(usage);
        BigDecimal reply = times(output, usage.output());
        return request == null || reply == null ? null : request.add(reply).movePointLeft(MILLION_DIGITS);
    }

    private @Nullable BigDecimal requestCost(Usage usage) {
        BigDecimal whole = times(input, usage.input());
        BigDecimal cached = times(cachedInput.subtract(input), usage.cached());
        BigDecimal written = times(cacheWrite.subtract(input), usage.cacheWritten());
        return whole == null || cached == null || written == null
                ? null
                : whole.add(cached).add(written);
    }

    private static @Nullable BigDecimal times(BigDecimal price, @Nullable Integer count) {
        if (price.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return count == null ? null : price.multiply(BigDecimal.valueOf(count));
    }

    /** The most that one token of a request can cost. */
    public BigDecimal dearestInputToken() {
        return input.max(cachedInput).max(cacheWrite).movePointLeft(MILLION_DIGITS);
    }

    /** What one token of a reply costs. */
    public BigDecimal outputToken() {
        return output.movePointLeft(MILLION_DIGITS);
    }
}

package org.openstrawberry.llm;

import org.jspecify.annotations.Nullable;

/**
 * How the model draws its reply. What is {@code null} is not sent, and the provider's own default holds.
 *
 * @param temperature 0 to 2
 * @param maxTokens most tokens of the reply, at least 1
 * @param topP above 0, to 1
 * @param seed for providers that support one
 */
public record Sampling(
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        @Nullable Double topP,
        @Nullable Integer seed) {

    /** The provider's defaults. */
    public static final Sampling DEFAULT = new Sampling(null, null, null, null);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Sampling {
        if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature is from 0 to 2, not " + temperature);
        }
        if (maxTokens != null && maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is at least 1, not " + maxTokens);
        }
        if (topP != null && !(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP is above 0 and at most 1, not " + topP);
        }
    }

    /** Temperature and longest reply, the rest by default. */
    public static Sampling of(double temperature, int maxTokens) {
        return new Sampling(temperature, maxTokens, null, null);
    }

    /** The same with a seed. */
    public Sampling withSeed(int newSeed) {
        return new Sampling(temperature, maxTokens, topP, newSeed);
    }
}

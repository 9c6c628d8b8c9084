package org.openstrawberry.model.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job trains. What is null is chosen by the service ({@code "auto"}).
 *
 * @param type {@code supervised} or {@code dpo}
 * @param epochs times that every example is seen
 * @param batch examples of a step
 * @param rate factor of the usual learning rate
 * @param beta how dear it is to leave the reference; for ipo, tau. Only with dpo
 * @param likelihood weight of the chosen reply's likelihood, 0 for plain DPO; ours. Only with dpo
 * @param loss {@code sigmoid} or {@code ipo}; ours. Only with dpo
 */
public record Tuning(
        String type,
        @Nullable Integer epochs,
        @Nullable Integer batch,
        @Nullable Double rate,
        @Nullable Double beta,
        @Nullable Double likelihood,
        @Nullable String loss) {

    /** Imitation. */
    public static final String SUPERVISED = "supervised";

    /** Preference. */
    public static final String DPO = "dpo";
}

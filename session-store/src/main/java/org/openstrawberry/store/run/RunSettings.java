package org.openstrawberry.store.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.price.Price;

/**
 * How a run samples, as it was asked for with every default filled in. Stored with the run and never changed.
 *
 * @param temperature of the generator's calls
 * @param topP nucleus of the generator's calls; null leaves it to the provider
 * @param maxTokens most tokens of one reply
 * @param seed from which every random choice of the run derives
 * @param maxTurns after which a trace ends
 * @param finalCheckEvery turns N, 2N, ... ask for the final answer
 * @param answerOnAnyTurn whether a final answer counts on every turn or only when it was asked for
 * @param concurrency most traces in flight at once
 * @param turnTimeoutSeconds most seconds of one model call, retries included
 * @param prices of its models when it was made; null in runs from before there were any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunSettings(
        double temperature,
        @Nullable Double topP,
        int maxTokens,
        long seed,
        int maxTurns,
        int finalCheckEvery,
        boolean answerOnAnyTurn,
        int concurrency,
        int turnTimeoutSeconds,
        Prompts prompts,
        Limits limits,
        Verifier verifier,
        @Nullable Prices prices) {

    /** The same settings with the prices of their models. */
    public RunSettings withPrices(Prices newPrices) {
        return new RunSettings(
                temperature,
                topP,
                maxTokens,
                seed,
                maxTurns,
                finalCheckEvery,
                answerOnAnyTurn,
                concurrency,
                turnTimeoutSeconds,
                prompts,
                limits,
                verifier,
                newPrices);
    }

    /**
     * Which prompts are used.
     *
     * @param singleShotStyle how a single-shot run words its one call
     * @param system replaces the built-in system prompts; null keeps them
     * @param next replace the built-in NEXT prompts; empty keeps them
     * @param finalCheck replaces the built-in confidence checklist; null keeps it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Prompts(
            SingleShotStyle singleShotStyle,
            @Nullable String system,
            List<String> next,
            @Nullable String finalCheck) {
        public Prompts {
            next = List.copyOf(next);
        }
    }

    /** How the one call of a single-shot run asks. */
    public enum SingleShotStyle {
        ZERO_SHOT,
        FEW_SHOT,
        CHAIN_OF_THOUGHT
    }

    /**
     * What one trace, and the run as a whole, may use. Null means no limit.
     *
     * @param traceTokens input and output tokens of one trace
     * @param traceSeconds seconds of model time of one trace
     * @param runTokens input and output tokens of all calls of the run, as first asked for; its budget has the present cap
     * @param runCost cost of all calls of the run, likewise
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Limits(
            @Nullable Long traceTokens,
            @Nullable Long traceSeconds,
            @Nullable Long runTokens,
            @Nullable BigDecimal runCost) {}

    /**
     * Who critiques, and when.
     *
     * @param model null uses the run's own model
     * @param window turns that one critique sees
     * @param every turns between critiques; 0 makes none by their count
     * @param maxTokens most tokens of one critique; null is {@value #DEFAULT_REPLY_TOKENS}
     * @param probability that a critique is made after a turn, whatever its index; null is 0
     * @param votes critics asked about one window, an odd number; null is 1
     * @param returns how often, in mode GATE, an answer is sent back to work at most; null is {@value #DEFAULT_RETURNS}
     * @param timeoutSeconds after which, in mode GATE, an answer whose critique has not come is accepted; null is
     *     {@value #DEFAULT_TIMEOUT_SECONDS}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Verifier(
            VerifierMode mode,
            @Nullable String model,
            double temperature,
            int window,
            int every,
            @Nullable Integer maxTokens,
            @Nullable Double probability,
            @Nullable Integer votes,
            @Nullable Integer returns,
            @Nullable Integer timeoutSeconds) {
        /** Most tokens of a critique that a run says nothing about. */
        public static final int DEFAULT_REPLY_TOKENS = 2_048;

        /** How often a run that says nothing about it sends an answer back. */
        public static final int DEFAULT_RETURNS = 2;

        /** How long a run that says nothing about it waits for the critique of an answer. */
        public static final int DEFAULT_TIMEOUT_SECONDS = 900;

        /** A verifier with one vote a window, all of them at fixed turns. */
        public Verifier(
                VerifierMode mode,
                @Nullable String model,
                double temperature,
                int window,
                int every,
                @Nullable Integer maxTokens) {
            this(mode, model, temperature, window, every, maxTokens, null, null, null, null);
        }

        /** Most tokens of one critic's reply. */
        public int replyTokens() {
            return maxTokens == null ? DEFAULT_REPLY_TOKENS : maxTokens;
        }

        /** From 0 to 1: how likely a critique is after a turn that none is due after by its index. */
        public double chance() {
            return probability == null ? 0 : probability;
        }

        /** Critics asked about one window. */
        public int voters() {
            return votes == null ? 1 : votes;
        }

        /** How often an answer is sent back to work at most. */
        public int mostReturns() {
            return returns == null ? DEFAULT_RETURNS : returns;
        }
    }

    /**
     * What the run's models cost. A run keeps the prices that it began with.
     *
     * @param version of the price table
     * @param currency ISO 4217 code
     * @param generator null when unknown
     * @param verifier null when unknown
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Prices(
            String version,
            String currency,
            @Nullable Price generator,
            @Nullable Price verifier) {}
}

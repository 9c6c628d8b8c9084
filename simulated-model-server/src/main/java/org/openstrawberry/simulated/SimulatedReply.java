package org.openstrawberry.simulated;

import org.jspecify.annotations.Nullable;

/**
 * What the server answers.
 *
 * @param text the reply; {@code null} for a message without content
 * @param finishReason {@code stop}, {@code length}, {@code content_filter}
 * @param reasoningTokens tokens of hidden reasoning to report
 * @param reportUsage whether the reply tells its tokens
 */
public record SimulatedReply(@Nullable String text, String finishReason, int reasoningTokens, boolean reportUsage) {

    /** A reply that ends by itself. */
    public static SimulatedReply of(String text) {
        return new SimulatedReply(text, "stop", 0, true);
    }

    /** The same with another finish reason. */
    public SimulatedReply finished(String reason) {
        return new SimulatedReply(text, reason, reasoningTokens, reportUsage);
    }

    /** The same with tokens of hidden reasoning. */
    public SimulatedReply reasoned(int tokens) {
        return new SimulatedReply(text, finishReason, tokens, reportUsage);
    }

    /** The same without usage. */
    public SimulatedReply withoutUsage() {
        return new SimulatedReply(text, finishReason, reasoningTokens, false);
    }
}

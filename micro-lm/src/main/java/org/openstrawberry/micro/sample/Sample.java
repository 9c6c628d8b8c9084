package org.openstrawberry.micro.sample;

import java.util.Arrays;

/** What was sampled. Never changes. */
public final class Sample {

    /** Why a sample ended. */
    public enum End {
        /** A stop sequence was reached, or the listener asked for it. */
        STOP,
        /** As many tokens as were asked for, or as the context holds. */
        LENGTH
    }

    private final int[] tokens;
    private final float[] logProbabilities;
    private final int replyLength;
    private final End end;
    private final int promptTokens;
    private final int cachedTokens;

    Sample(int[] tokens, float[] logProbabilities, int replyLength, End end, int promptTokens, int cachedTokens) {
        this.tokens = tokens;
        this.logProbabilities = logProbabilities;
        this.replyLength = replyLength;
        this.end = end;
        this.promptTokens = promptTokens;
        this.cachedTokens = cachedTokens;
    }

    /** Every token that was drawn, the stop sequence included. */
    public int[] tokens() {
        return tokens.clone();
    }

    /** The tokens without the stop sequence. */
    public int[] reply() {
        return Arrays.copyOf(tokens, replyLength);
    }

    /** log p of each of {@link #tokens()} by the model itself, at temperature 1; natural logarithm. */
    public float[] logProbabilities() {
        return logProbabilities.clone();
    }

    /** Why it ended. */
    public End end() {
        return end;
    }

    /** Tokens of the prompt. */
    public int promptTokens() {
        return promptTokens;
    }

    /** Tokens of the prompt that did not have to be computed, because an earlier request began with them. */
    public int cachedTokens() {
        return cachedTokens;
    }
}

package org.openstrawberry.micro.sample;

import java.util.List;

/** What is to be sampled. Never changes; the {@code with} methods make others. */
public final class SampleRequest {

    /** The most stop sequences of a request. */
    public static final int MAX_STOPS = 16;

    private static final TokenListener SILENT = (token, logProbability) -> true;

    private final int[] prompt;
    private final long seed;
    private final double temperature;
    private final double topP;
    private final int maxTokens;
    private final List<int[]> stops;
    private final TokenListener listener;

    private SampleRequest(
            int[] prompt,
            long seed,
            double temperature,
            double topP,
            int maxTokens,
            List<int[]> stops,
            TokenListener listener) {
        this.prompt = prompt;
        this.seed = seed;
        this.temperature = temperature;
        this.topP = topP;
        this.maxTokens = maxTokens;
        this.stops = stops;
        this.listener = listener;
    }

    /**
     * A request at temperature 1 for as many tokens as the context holds.
     *
     * @throws IllegalArgumentException if the prompt is empty
     */
    public static SampleRequest of(int[] prompt) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("an empty prompt");
        }
        return new SampleRequest(prompt.clone(), 0, 1, 1, Integer.MAX_VALUE, List.of(), SILENT);
    }

    /** The same with a seed, on which every draw depends. */
    public SampleRequest withSeed(long value) {
        return new SampleRequest(prompt, value, temperature, topP, maxTokens, stops, listener);
    }

    /**
     * The same at a temperature.
     *
     * @param value 0 for always the likeliest token, up to 2
     * @throws IllegalArgumentException if it is out of its range
     */
    public SampleRequest withTemperature(double value) {
        if (!(value >= 0) || value > 2) {
            throw new IllegalArgumentException("temperature " + value + " is not from 0 to 2");
        }
        return new SampleRequest(prompt, seed, value, topP, maxTokens, stops, listener);
    }

    /**
     * The same, drawing only from the likeliest tokens that together have this probability (Holtzman et al. 2019,
     * arXiv:1904.09751).
     *
     * @param value above 0, up to 1
     * @throws IllegalArgumentException if it is out of its range
     */
    public SampleRequest withTopP(double value) {
        if (!(value > 0) || value > 1) {
            throw new IllegalArgumentException("top p " + value + " is not above 0 and up to 1");
        }
        return new SampleRequest(prompt, seed, temperature, value, maxTokens, stops, listener);
    }

    /**
     * The same for at most so many tokens, 1 or more.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public SampleRequest withMaxTokens(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("at most " + value + " tokens");
        }
        return new SampleRequest(prompt, seed, temperature, topP, value, stops, listener);
    }

    /**
     * The same, ending behind any of these sequences of tokens.
     *
     * @throws IllegalArgumentException if one is empty or there are more than {@link #MAX_STOPS}
     */
    public SampleRequest withStops(List<int[]> values) {
        if (values.size() > MAX_STOPS || values.stream().anyMatch(stop -> stop.length == 0)) {
            throw new IllegalArgumentException(values.size() + " stop sequences, none of which may be empty");
        }
        List<int[]> copies = values.stream().map(int[]::clone).toList();
        return new SampleRequest(prompt, seed, temperature, topP, maxTokens, copies, listener);
    }

    /** The same, ending behind a token. */
    public SampleRequest withStop(int token) {
        return withStops(List.of(new int[] {token}));
    }

    /** The same, telling somebody each token. */
    public SampleRequest withListener(TokenListener value) {
        return new SampleRequest(prompt, seed, temperature, topP, maxTokens, stops, value);
    }

    /** Tokens of the prompt. */
    public int promptTokens() {
        return prompt.length;
    }

    int[] prompt() {
        return prompt;
    }

    long seed() {
        return seed;
    }

    double temperature() {
        return temperature;
    }

    double topP() {
        return topP;
    }

    int maxTokens() {
        return maxTokens;
    }

    List<int[]> stops() {
        return stops;
    }

    TokenListener listener() {
        return listener;
    }
}

package org.openstrawberry.orchestrator.prompt;

/**
 * A prompt that is drawn in proportion to its weight.
 *
 * @param weight how many tickets the prompt has in the draw, from 1
 */
public record WeightedPrompt(Prompt prompt, int weight) {

    /** Highest weight that is accepted; keeps the sum of a whole set within an int. */
    public static final int MAX_WEIGHT = 1_000_000;

    public WeightedPrompt {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "prompt " + prompt.id() + ": weight must be from 1 to " + MAX_WEIGHT + ", was " + weight);
        }
    }
}

package org.openstrawberry.orchestrator.prompt;

import java.util.List;
import java.util.Optional;

/**
 * What a user sets in place of a set's own prompts. An empty part leaves the set as it is.
 *
 * @param system the one system text, in every mode
 * @param next the NEXT prompts, drawn with equal weight; empty keeps the set's
 * @param finalCheck the FINAL_CHECK prompt
 */
public record PromptSettings(Optional<String> system, List<String> next, Optional<String> finalCheck) {

    /** Most NEXT prompts that a user may set. */
    public static final int MAX_NEXT_PROMPTS = 200;

    /** Nothing set: the prompt set as it stands. */
    public static final PromptSettings DEFAULT = new PromptSettings(Optional.empty(), List.of(), Optional.empty());

    public PromptSettings {
        next = List.copyOf(next);
        if (next.size() > MAX_NEXT_PROMPTS) {
            throw new IllegalArgumentException(
                    next.size() + " next prompts, more than the " + MAX_NEXT_PROMPTS + " allowed");
        }
        system.ifPresent(text -> requireText("system", text));
        next.forEach(text -> requireText("next", text));
        finalCheck.ifPresent(text -> requireText("final check", text));
    }

    private static void requireText(String part, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + part + " prompt is blank");
        }
        if (text.length() > Prompt.MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException("the " + part + " prompt has " + text.length()
                    + " characters, more than the " + Prompt.MAX_TEXT_LENGTH + " allowed");
        }
    }
}

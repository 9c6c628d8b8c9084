package org.openstrawberry.orchestrator.prompt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/**
 * A versioned set of everything that is said to the model besides the problem.
 *
 * @param id name of the set
 * @param version number of the set, from 1; a released set never changes
 * @param system variants of the system text of mode TRACE, one of which each trace keeps from start to end
 * @param next the prompts that turns of kind NEXT draw from
 * @param finalCheck the confidence checklist
 * @param feedback the template around a critique, which stands where {@value #CRITIQUE} is
 * @param feedbackWithoutText what is sent when a critique failed the window but gave no text
 * @param singleShot the system text of mode SINGLE_SHOT, by style
 */
public record PromptSet(
        String id,
        int version,
        List<Prompt> system,
        List<WeightedPrompt> next,
        Prompt finalCheck,
        Prompt feedback,
        Prompt feedbackWithoutText,
        Map<SingleShotStyle, Prompt> singleShot) {

    /** Where the critique's text goes in the feedback template. */
    public static final String CRITIQUE = "{critique}";

    private static final int CUSTOM_WEIGHT = 1;

    public PromptSet {
        system = List.copyOf(system);
        next = List.copyOf(next);
        singleShot = Map.copyOf(singleShot);
        if (system.isEmpty()) {
            throw new IllegalArgumentException(describe(id, version) + " has no system prompt");
        }
        if (next.isEmpty()) {
            throw new IllegalArgumentException(describe(id, version) + " has no next prompt");
        }
        if (feedback.text().split("\\{critique}", -1).length != 2) {
            throw new IllegalArgumentException(
                    describe(id, version) + ": the feedback prompt must hold " + CRITIQUE + " once");
        }
        for (SingleShotStyle style : SingleShotStyle.values()) {
            if (!singleShot.containsKey(style)) {
                throw new IllegalArgumentException(describe(id, version) + " has no single-shot prompt " + style);
            }
        }
        requireDistinctIds(id, version, system, next);
    }

    /** The set with a user's settings in place of its own prompts. */
    public PromptSet with(PromptSettings settings) {
        List<Prompt> customSystem = settings.system()
                .map(text -> List.of(custom("custom-system", text)))
                .orElse(system);
        List<WeightedPrompt> customNext = settings.next().isEmpty()
                ? next
                : settings.next().stream()
                        .distinct()
                        .map(text -> new WeightedPrompt(custom("custom-next", text), CUSTOM_WEIGHT))
                        .toList();
        Prompt customCheck = settings.finalCheck()
                .map(text -> custom("custom-final-check", text))
                .orElse(finalCheck);
        Map<SingleShotStyle, Prompt> customSingleShot = settings.system()
                .map(text -> allStyles(custom("custom-system", text)))
                .orElse(singleShot);
        return new PromptSet(
                id, version, customSystem, customNext, customCheck, feedback, feedbackWithoutText, customSingleShot);
    }

    private static Map<SingleShotStyle, Prompt> allStyles(Prompt prompt) {
        return Map.of(
                SingleShotStyle.ZERO_SHOT, prompt,
                SingleShotStyle.FEW_SHOT, prompt,
                SingleShotStyle.CHAIN_OF_THOUGHT, prompt);
    }

    /** The id names the wording, so that two users' texts never pass for one. */
    private static Prompt custom(String prefix, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Prompt(prefix + "-" + HexFormat.of().formatHex(digest, 0, 8), 1, text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void requireDistinctIds(String id, int version, List<Prompt> system, List<WeightedPrompt> next) {
        Set<String> seen = new HashSet<>();
        for (Prompt prompt : system) {
            requireNew(id, version, seen, prompt);
        }
        for (WeightedPrompt weighted : next) {
            requireNew(id, version, seen, weighted.prompt());
        }
    }

    private static void requireNew(String id, int version, Set<String> seen, Prompt prompt) {
        if (!seen.add(prompt.id())) {
            throw new IllegalArgumentException(describe(id, version) + " has two prompts called " + prompt.id());
        }
    }

    private static String describe(String id, int version) {
        return "prompt set " + id + " version " + version;
    }
}

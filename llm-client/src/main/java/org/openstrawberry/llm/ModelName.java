package org.openstrawberry.llm;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The name of a model, {@code provider:model}, split at the first colon: the model {@code ollama:mistral:v0.3} is
 * {@code mistral:v0.3} at {@code ollama}.
 *
 * @param provider the prefix, in lower case
 * @param model the name as the provider knows it, sent unchanged
 */
public record ModelName(String provider, String model) {

    /** Longest name accepted, in characters. */
    public static final int MAX_LENGTH = 256;

    /**
     * Checks both parts.
     *
     * @throws ModelRejectedException if a part is empty, too long or holds a space or control character
     */
    public ModelName {
        requireClean(provider, ModelRejectedException.Reason.NO_PREFIX);
        requireClean(model, ModelRejectedException.Reason.NO_MODEL);
        if (provider.indexOf(':') >= 0) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.BAD_CHARACTER, "A provider's prefix holds no colon.");
        }
    }

    /**
     * Reads {@code provider:model} without asking whether the provider is known.
     *
     * @throws ModelRejectedException if the text has not that form
     */
    public static ModelName parse(String text) {
        return parse(text, "");
    }

    /**
     * Reads {@code provider:model} of one of the known providers.
     *
     * @throws ModelRejectedException if the text has not that form or the prefix is none of those; the message lists
     *     them
     */
    public static ModelName parse(String text, Collection<String> knownPrefixes) {
        TreeSet<String> known = new TreeSet<>(knownPrefixes);
        String hint = " Known prefixes: " + String.join(", ", known) + ".";
        ModelName name = parse(text, hint);
        if (!known.contains(name.provider())) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.UNKNOWN_PREFIX,
                    "There is no provider \"" + name.provider() + "\"." + hint);
        }
        return name;
    }

    private static ModelName parse(String text, String hint) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.BLANK, "A model's name is provider:model, not blank." + hint);
        }
        if (trimmed.length() > MAX_LENGTH) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.TOO_LONG,
                    "A model's name has at most " + MAX_LENGTH + " characters." + hint);
        }
        int colon = trimmed.indexOf(':');
        if (colon <= 0) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.NO_PREFIX,
                    "A model's name is provider:model; \"" + printable(trimmed) + "\" has no provider." + hint);
        }
        String model = trimmed.substring(colon + 1).strip();
        if (model.isEmpty()) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.NO_MODEL,
                    "A model's name is provider:model; \"" + printable(trimmed) + "\" names no model." + hint);
        }
        return new ModelName(lowerCase(trimmed.substring(0, colon)), model);
    }

    private static String lowerCase(String prefix) {
        return prefix.strip().toLowerCase(Locale.ROOT);
    }

    private static void requireClean(String part, ModelRejectedException.Reason whenEmpty) {
        if (part.isEmpty()) {
            throw new ModelRejectedException(whenEmpty, "A model's name is provider:model, with both parts given.");
        }
        if (part.length() > MAX_LENGTH) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.TOO_LONG,
                    "A model's name has at most " + MAX_LENGTH + " characters.");
        }
        if (part.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.BAD_CHARACTER,
                    "A model's name holds no spaces and no control characters.");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** The name as it was written, {@code provider:model}. */
    @Override
    public String toString() {
        return provider + ":" + model;
    }
}

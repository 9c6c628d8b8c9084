package org.openstrawberry.orchestrator.prompt;

/**
 * A text for the model, under a name that is stored beside what the model made of it.
 *
 * @param id name of the prompt; a change of wording keeps it
 * @param version number of the wording, from 1
 * @param text what is sent
 */
public record Prompt(String id, int version, String text) {

    /** Longest text that is accepted, in characters. */
    public static final int MAX_TEXT_LENGTH = 100_000;

    public Prompt {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a prompt needs an id");
        }
        if (version < 1) {
            throw new IllegalArgumentException("prompt " + id + ": version starts at 1, was " + version);
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException("prompt " + id + ": text has " + text.length()
                    + " characters, more than the " + MAX_TEXT_LENGTH + " allowed");
        }
    }

    /** Id and version as one word, such as {@code any-mistakes@1}. */
    public String reference() {
        return id + "@" + version;
    }
}

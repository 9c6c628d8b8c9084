package org.openstrawberry.orchestrator.problemset;

import java.util.Optional;

/** Which characters a text may hold that is stored or sent. */
public final class Characters {
    private static final char REPLACEMENT = '\uFFFD';

    private Characters() {}

    /**
     * Why the text cannot be stored: the database has no U+0000, and half a surrogate pair is no character.
     *
     * @return continues a sentence that begins with the field; empty when the text is good
     */
    public static Optional<String> flaw(String text) {
        int zero = text.indexOf('\0');
        int half = half(text, 0);
        if (zero >= 0 && (half < 0 || zero < half)) {
            return Optional.of("holds the character U+0000");
        }
        return half < 0
                ? Optional.empty()
                : Optional.of("holds half a surrogate pair, U+%04X".formatted((int) text.charAt(half)));
    }

    /** The text with a replacement character for each half of a surrogate pair, which no encoding can send. */
    public static String repaired(String text) {
        int half = half(text, 0);
        if (half < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (half >= 0) {
            repaired.setCharAt(half, REPLACEMENT);
            half = half(text, half + 1);
        }
        return repaired.toString();
    }

    /** Where the first half of a surrogate pair stands alone, from an index on; -1 when there is none. */
    private static int half(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}

package org.openstrawberry.store;

import java.nio.charset.StandardCharsets;

/**
 * Makes text fit for PostgreSQL and UTF-8: a text column refuses NUL, and half a surrogate pair cannot be encoded. Both
 * become U+FFFD, so that a text is not lost for one character.
 */
public final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_CHARACTER_BYTES = 3;

    private SafeText() {}

    /** The text, the same object where nothing had to be replaced. */
    public static String of(String text) {
        int first = firstUnfit(text, 0);
        if (first < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int at = first; at >= 0; at = firstUnfit(text, at + 1)) {
            clean.setCharAt(at, REPLACEMENT);
        }
        return clean.toString();
    }

    /**
     * The text's beginning, never cut within a surrogate pair.
     *
     * @param maximumLength in characters, at least 1
     */
    public static String of(String text, int maximumLength) {
        if (text.length() <= maximumLength) {
            return of(text);
        }
        boolean splits = Character.isSurrogatePair(text.charAt(maximumLength - 1), text.charAt(maximumLength));
        return of(text.substring(0, splits ? maximumLength - 1 : maximumLength));
    }

    /** Whether the text takes more bytes in UTF-8. */
    public static boolean isLongerThan(String text, long bytes) {
        if (text.length() > bytes) {
            return true;
        }
        return (long) text.length() * LONGEST_CHARACTER_BYTES > bytes
                && text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }

    private static int firstUnfit(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}

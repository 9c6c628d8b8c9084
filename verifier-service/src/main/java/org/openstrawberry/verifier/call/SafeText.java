package org.openstrawberry.verifier.call;

import org.jspecify.annotations.Nullable;

/** Makes text fit for PostgreSQL and UTF-8: a text column refuses NUL, and half a surrogate pair cannot be encoded. */
final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /** The beginning of the text, of so many characters, with U+FFFD for each that cannot be stored. */
    static @Nullable String of(@Nullable String text, int maximumLength) {
        if (text == null) {
            return null;
        }
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maximumLength));
        for (int i = 0; i < text.length() && safe.length() < maximumLength; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair && safe.length() + 2 > maximumLength) {
                break;
            }
            if (pair) {
                safe.append(c).append(text.charAt(++i));
            } else {
                safe.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return safe.toString();
    }
}

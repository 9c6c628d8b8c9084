package org.openstrawberry.judge.extraction;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the content of the last {@code <final_answer>} that has any. Tags are found whatever their case; one that is
 * left unclosed reaches to the end; empty and echoed pairs do not count.
 */
final class TagScanner {
    private static final String OPEN = "<final_answer>";
    private static final String CLOSE = "</final_answer>";

    private TagScanner() {}

    static Optional<String> last(String text) {
        @Nullable String found = null;
        int contentStart = -1;
        int at = text.indexOf('<');
        while (at >= 0) {
            if (text.regionMatches(true, at, OPEN, 0, OPEN.length())) {
                contentStart = at + OPEN.length();
                at = contentStart - 1;
            } else if (text.regionMatches(true, at, CLOSE, 0, CLOSE.length())) {
                found = contentOr(found, text, contentStart, at);
                contentStart = -1;
            }
            at = text.indexOf('<', at + 1);
        }
        return Optional.ofNullable(contentOr(found, text, contentStart, text.length()));
    }

    private static @Nullable String contentOr(@Nullable String before, String text, int start, int end) {
        if (start < 0) {
            return before;
        }
        String content = text.substring(start, end).strip();
        return content.isEmpty() || content.equals("...") || content.equals("…") ? before : content;
    }
}

package org.openstrawberry.judge.extraction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the last {@code \boxed{...}} with balanced braces. Boxes joined by "and", "or" or a comma are one answer: the
 * last of them alone would be a fragment.
 */
final class BoxScanner {
    private static final String[] COMMANDS = {"\\boxed", "\\fbox"};
    private static final int MOST_JOINED = 50;

    private BoxScanner() {}

    static Optional<Extraction> last(String text) {
        int start = lastCommand(text, text.length());
        if (start < 0) {
            return Optional.empty();
        }
        Box box = boxAt(text, start);
        if (box.end < 0) {
            return Optional.of(new Extraction(text.substring(box.contentStart).strip(), Source.UNCLOSED_BOX))
                    .filter(extraction -> !extraction.text().isEmpty());
        }
        Deque<String> contents = new ArrayDeque<>();
        contents.push(box.content(text).strip());
        int leftmost = start;
        for (int boxes = 1; boxes < MOST_JOINED; boxes++) {
            int before = lastCommand(text, leftmost);
            if (before < 0) {
                break;
            }
            Box earlier = boxAt(text, before);
            if (earlier.end < 0 || earlier.end >= leftmost || !joins(text, earlier.end + 1, leftmost)) {
                break;
            }
            contents.push(earlier.content(text).strip());
            leftmost = before;
        }
        String content = String.join(", ", contents);
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extraction(content, Source.BOX, List.copyOf(contents)));
    }

    private static int lastCommand(String text, int before) {
        int last = -1;
        for (String command : COMMANDS) {
            last = Math.max(last, before == 0 ? -1 : text.lastIndexOf(command, before - 1));
        }
        return last;
    }

    /** The box whose command begins there; its end is the closing brace, or -1. */
    private static Box boxAt(String text, int start) {
        int at = start + (text.startsWith(COMMANDS[0], start) ? COMMANDS[0].length() : COMMANDS[1].length());
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '{') {
            // \boxed 5: one token without braces.
            int end = at;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            return new Box(at, end, end - 1);
        }
        int depth = 0;
        for (int close = at; close < text.length(); close++) {
            char current = text.charAt(close);
            if (current == '\\') {
                close++;
            } else if (current == '{') {
                depth++;
            } else if (current == '}') {
                depth--;
                if (depth == 0) {
                    return new Box(at + 1, close, close);
                }
            }
        }
        return new Box(at + 1, -1, -1);
    }

    /** Whether only a conjunction stands between two boxes. */
    private static boolean joins(String text, int from, int to) {
        if (to - from > 16) {
            return false;
        }
        String between = text.substring(from, to).replace("$", "").strip();
        return switch (between) {
            case "and", "or", ",", ", and", ",and", ", or", "&", ";" -> true;
            default -> false;
        };
    }

    private record Box(int contentStart, int contentEnd, int end) {
        String content(String text) {
            return text.substring(contentStart, contentEnd);
        }
    }
}

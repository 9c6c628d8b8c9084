package org.openstrawberry.orchestrator.problemset;

import java.util.Optional;

/** Where in a field the ground truth stands. */
public enum AnswerExtraction {
    /** The field is the answer. */
    AS_IS("the field"),
    /** What follows the last {@code ####}, as in GSM8K. */
    AFTER_HASHES("\"####\""),
    /** What the last {@code \boxed{}} with balanced braces holds, as in MATH. */
    BOXED("balanced \"\\boxed{}\""),
    /** What follows the last {@code A:} at the start of a line. */
    AFTER_LAST_A("line that begins with \"A:\"");

    private static final String HASHES = "####";
    private static final String BOX = "\\boxed{";
    private static final String ANSWER = "A:";

    private final String mark;

    AnswerExtraction(String mark) {
        this.mark = mark;
    }

    /** What must be in the field for the answer to be found, in words. */
    public String mark() {
        return mark;
    }

    /** The answer in the text, stripped; empty when it is not there. */
    public Optional<String> extract(String text) {
        Optional<String> found = switch (this) {
            case AS_IS -> Optional.of(text);
            case AFTER_HASHES -> after(text, HASHES, text.lastIndexOf(HASHES));
            case BOXED -> lastBoxed(text);
            case AFTER_LAST_A -> after(text, ANSWER, lastAnswerLine(text));
        };
        return found.map(String::strip).filter(answer -> !answer.isEmpty());
    }

    private static Optional<String> after(String text, String mark, int at) {
        return at < 0 ? Optional.empty() : Optional.of(text.substring(at + mark.length()));
    }

    private static int lastAnswerLine(String text) {
        int lineStart = text.lastIndexOf("\n" + ANSWER);
        return lineStart >= 0 ? lineStart + 1 : text.startsWith(ANSWER) ? 0 : -1;
    }

    /** Goes back from the last box to the first that closes, once over each, whatever the text. */
    private static Optional<String> lastBoxed(String text) {
        int end = text.length();
        int at = text.lastIndexOf(BOX);
        while (at >= 0) {
            int close = closing(text, at + BOX.length(), end);
            if (close >= 0) {
                return Optional.of(text.substring(at + BOX.length(), close));
            }
            // A box that does not close before the end cannot hold a later one that does.
            end = at;
            at = text.lastIndexOf(BOX, at - 1);
        }
        return Optional.empty();
    }

    private static int closing(String text, int from, int end) {
        int depth = 1;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            boolean escaped = i > 0 && text.charAt(i - 1) == '\\' && !(i > 1 && text.charAt(i - 2) == '\\');
            if (c == '{' && !escaped) {
                depth++;
            } else if (c == '}' && !escaped && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}

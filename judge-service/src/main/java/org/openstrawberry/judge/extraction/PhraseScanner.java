package org.openstrawberry.judge.extraction;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds what follows the last phrase that announces an answer: "final answer is", "the answer is", "Answer:", or a line
 * that begins with "A:". The answer reaches to the end of the sentence or line.
 */
final class PhraseScanner {
    private static final String WORD = "answer";
    private static final int LONGEST_GAP = 24;

    private PhraseScanner() {}

    static Optional<String> last(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            lower = text;
        }
        int start = Math.max(lastAnswerPhrase(lower), lastLineMark(text));
        if (start < 0) {
            return Optional.empty();
        }
        String content = Sentences.first(restOfLine(text, start));
        return content.isBlank() ? Optional.empty() : Optional.of(content.strip());
    }

    /** Where the answer after the last "#### " begins and ends: the line, as GSM8K writes it. */
    static Optional<String> lastHashes(String text) {
        int at = text.lastIndexOf("####");
        if (at < 0) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        String content = text.substring(at + 4, end < 0 ? text.length() : end).strip();
        // A Markdown heading of four levels has words; a GSM8K answer has a digit.
        return content.chars().anyMatch(Character::isDigit) ? Optional.of(content) : Optional.empty();
    }

    private static int lastAnswerPhrase(String lower) {
        for (int at = lower.lastIndexOf(WORD); at >= 0; at = at == 0 ? -1 : lower.lastIndexOf(WORD, at - 1)) {
            int start = afterAnnouncement(lower, at + WORD.length());
            if (start >= 0 && !isLetterBefore(lower, at)) {
                return start;
            }
        }
        return -1;
    }

    /** The position behind "answer is", "answer:", "answers are", or -1. */
    private static int afterAnnouncement(String lower, int from) {
        int limit = Math.min(lower.length(), from + LONGEST_GAP);
        int at = from;
        if (at < limit && lower.charAt(at) == 's') {
            at++;
        }
        boolean announced = false;
        while (at < limit) {
            char current = lower.charAt(at);
            if (current == '*' || current == '_' || current == ' ') {
                at++;
            } else if (current == ':' || current == '=') {
                announced = true;
                at++;
            } else if (isWordAt(lower, at, "is") || isWordAt(lower, at, "be")) {
                announced = true;
                at += 2;
            } else if (isWordAt(lower, at, "are")) {
                announced = true;
                at += 3;
            } else if (isWordAt(lower, at, "would") || isWordAt(lower, at, "must")) {
                at += lower.charAt(at) == 'w' ? 5 : 4;
            } else {
                break;
            }
        }
        return announced ? at : -1;
    }

    private static boolean isWordAt(String text, int at, String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (end >= text.length() || (!Character.isLetter(text.charAt(end)) && text.charAt(end) != '\''))
                && !isLetterBefore(text, at);
    }

    private static boolean isLetterBefore(String text, int at) {
        return at > 0 && Character.isLetter(text.charAt(at - 1));
    }

    /** The position behind the last "A:" that begins a line, as recorded GSM8K solutions write it, or -1. */
    private static int lastLineMark(String text) {
        for (int at = text.lastIndexOf("A:"); at >= 0; at = at == 0 ? -1 : text.lastIndexOf("A:", at - 1)) {
            if (at == 0 || text.charAt(at - 1) == '\n') {
                return at + 2;
            }
        }
        return -1;
    }

    /** The rest of the line, or the next line with text when nothing stands behind the phrase. */
    private static String restOfLine(String text, int start) {
        int from = start;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end);
    }
}

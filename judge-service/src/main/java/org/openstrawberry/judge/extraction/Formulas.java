package org.openstrawberry.judge.extraction;

import java.util.Optional;

/** Finds the last formula between dollar signs or LaTeX brackets. Prices are told apart by the spaces around them. */
final class Formulas {
    private static final int LONGEST = 600;

    private Formulas() {}

    /**
     * @param end position behind the closing sign in the text
     */
    record Formula(String content, int end) {}

    static Optional<Formula> last(String text) {
        Formula dollars = lastBetweenDollars(text).orElse(new Formula("", -1));
        Formula round = lastBetween(text, "\\(", "\\)").orElse(dollars);
        Formula square = lastBetween(text, "\\[", "\\]").orElse(dollars);
        Formula last = dollars;
        last = round.end > last.end ? round : last;
        last = square.end > last.end ? square : last;
        return last.content.isBlank() ? Optional.empty() : Optional.of(last);
    }

    private static Optional<Formula> lastBetween(String text, String opening, String closing) {
        int close = text.lastIndexOf(closing);
        int open = close < 0 ? -1 : text.lastIndexOf(opening, close);
        if (open < 0 || close - open > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(new Formula(text.substring(open + opening.length(), close), close + closing.length()));
    }

    private static Optional<Formula> lastBetweenDollars(String text) {
        int close = text.lastIndexOf('$');
        while (close > 0 && !closes(text, close)) {
            close = text.lastIndexOf('$', close - 1);
        }
        if (close <= 0) {
            return Optional.empty();
        }
        int contentEnd = text.charAt(close - 1) == '$' ? close - 1 : close;
        int open = text.lastIndexOf('$', contentEnd - 1);
        if (open < 0 || contentEnd - open > LONGEST || !opens(text, open)) {
            return Optional.empty();
        }
        return Optional.of(new Formula(text.substring(open + 1, contentEnd), close + 1));
    }

    private static boolean opens(String text, int at) {
        char next = text.charAt(at + 1);
        return !isEscaped(text, at) && next != ' ' && next != '\n';
    }

    private static boolean closes(String text, int at) {
        char before = text.charAt(at - 1);
        boolean digitBehind = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
        return !isEscaped(text, at) && !digitBehind && before != ' ' && before != '\n';
    }

    private static boolean isEscaped(String text, int at) {
        return at > 0 && text.charAt(at - 1) == '\\';
    }
}

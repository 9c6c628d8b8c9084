package org.openstrawberry.judge.number;

import java.util.Optional;
import java.util.Set;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.text.Words;

/**
 * Reads a sentence that states one number: "There are 3 r's in strawberry", "The code is 3841". It has exactly one
 * number, a word like "is" before it, only words behind it, and no word of negation, alternative or guess anywhere.
 */
final class NumberSentence {
    private static final Set<String> STATING = Set.of(
            "is",
            "are",
            "was",
            "were",
            "be",
            "equals",
            "equal",
            "has",
            "have",
            "had",
            "makes",
            "made",
            "make",
            "gets",
            "got",
            "earns",
            "earned",
            "costs",
            "cost",
            "needs",
            "need",
            "takes",
            "took",
            "pays",
            "paid",
            "spends",
            "spent",
            "totals",
            "exactly",
            "only",
            "contains",
            "gives",
            "yields",
            "sells",
            "sold",
            "uses",
            "used");
    private static final int LONGEST = 300;

    private NumberSentence() {}

    static Optional<Quantity> read(String text, Budget budget) {
        if (text.length() > LONGEST || Words.hasDoubt(text)) {
            return Optional.empty();
        }
        int start = firstNumber(text);
        if (start <= 0) {
            return Optional.empty();
        }
        String before = text.substring(0, start);
        return states(before) ? QuantityReader.read(text.substring(start), budget) : Optional.empty();
    }

    /** The beginning of the first word with a digit, its sign and currency included. */
    private static int firstNumber(String text) {
        int digit = 0;
        while (digit < text.length() && !Character.isDigit(text.charAt(digit))) {
            digit++;
        }
        int start = digit;
        while (start > 0
                && !Character.isWhitespace(text.charAt(start - 1))
                && !Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return digit < text.length() ? start : -1;
    }

    private static boolean states(String before) {
        String trimmed = before.strip();
        if (trimmed.endsWith("=") || trimmed.endsWith(":")) {
            return trimmed.chars().allMatch(sign -> sign < '*' || sign > '/' || sign == ',' || sign == '.');
        }
        var words = Words.of(trimmed);
        if (words.isEmpty() || !Character.isLetter(trimmed.charAt(trimmed.length() - 1))) {
            return false;
        }
        String last = words.getLast();
        boolean totalOf = words.size() > 1
                && last.equals("of")
                && words.get(words.size() - 2).equals("total");
        return STATING.contains(last) || totalOf;
    }
}

package org.openstrawberry.judge.number;

import java.util.ArrayList;
import java.util.List;

/** Where a number ends and what was measured or counted begins. */
final class Tails {
    private static final String FRACTION = "\\frac";
    private static final int LONGEST = 60;
    private static final int MOST = 8;

    private Tails() {}

    /** The first letter that is no command and no exponent, the first percent or currency sign; else the end. */
    static int start(String text) {
        int at = 0;
        while (at < text.length()) {
            char current = text.charAt(at);
            if (current == '\\' && text.startsWith(FRACTION, at)) {
                at += FRACTION.length();
            } else if (isExponent(text, at)) {
                at++;
            } else if (Character.isLetter(current)
                    || current == '%'
                    || Units.currency(current).isPresent()) {
                return at;
            } else {
                at++;
            }
        }
        return at;
    }

    private static boolean isExponent(String text, int at) {
        char current = text.charAt(at);
        if ((current != 'e' && current != 'E') || at == 0 || !Character.isDigit(text.charAt(at - 1))) {
            return false;
        }
        int next = at + 1;
        if (next < text.length() && (text.charAt(next) == '-' || text.charAt(next) == '+')) {
            next++;
        }
        return next < text.length() && Character.isDigit(text.charAt(next));
    }

    /** Whether the text has nothing of mathematics beyond plain numbers and words, so that no formula is sought in it. */
    static boolean isPlain(String text) {
        boolean constant = text.indexOf('i') >= 0 || text.indexOf('e') >= 0;
        boolean formula = constant || text.chars().anyMatch(sign -> Character.isDigit(sign) || sign == '\\');
        return !formula || text.length() > LONGEST * 8;
    }

    /** Where words of a unit may begin behind a formula: at its end, after a space, a brace, a bracket or a digit. */
    static List<Integer> candidates(String text) {
        List<Integer> candidates = new ArrayList<>();
        for (int at = Math.max(1, text.length() - LONGEST); at < text.length() && candidates.size() < MOST; at++) {
            char before = text.charAt(at - 1);
            char current = text.charAt(at);
            boolean border = before == ' ' || before == '}' || before == ')' || Character.isDigit(before);
            if (border
                    && (Character.isLetter(current)
                            || current == '%'
                            || Units.currency(current).isPresent())) {
                candidates.add(at);
            }
        }
        return candidates;
    }
}

package org.openstrawberry.judge.formula;

import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Rational;

/**
 * Reads numerals: digits, thousands separators, a decimal point, an exponent of ten, a period that repeats. A comma
 * before exactly three digits separates thousands; between brackets only when elements are set apart by a comma and a
 * space, for "(1,234)" is a pair and "(1,234, 5)" has 1234.
 */
final class NumeralScanner {
    private static final String OVERLINE = "\\overline";

    private final String text;
    private final Budget budget;
    private final boolean spacedCommas;
    private String digits = "";

    NumeralScanner(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
        this.spacedCommas = text.contains(", ");
    }

    boolean startsAt(int at) {
        return isDigit(at) || (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1));
    }

    boolean isDigit(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** The numeral last read, as {@link #value} takes it. */
    String digits() {
        return digits;
    }

    /** Reads the numeral that begins there and returns the position behind it. */
    int scan(int start, boolean bracketed) {
        int at = skipDigits(start);
        StringBuilder numeral = new StringBuilder(text.substring(start, at));
        if (at > start && at - start <= 3 && (!bracketed || spacedCommas)) {
            for (int skip = separator(at); skip > 0; skip = separator(at)) {
                numeral.append(text, at + skip, at + skip + 3);
                at += skip + 3;
            }
        }
        if (at < text.length() && text.charAt(at) == '.' && !isEllipsis(at)) {
            int point = at;
            at = skipDigits(at + 1);
            numeral.append(text, point, at);
            if (text.startsWith(OVERLINE, at)) {
                return repeating(at, numeral);
            }
        }
        at = exponent(at, numeral);
        if (at < text.length() && text.charAt(at) == '.') {
            throw new UnreadableException();
        }
        budget.spend(1L + numeral.length());
        digits = numeral.toString();
        return at;
    }

    private int skipDigits(int start) {
        int at = start;
        while (isDigit(at)) {
            at++;
        }
        return at;
    }

    /** The length of a thousands separator there, "," or "{,}"; 0 when there is none. */
    private int separator(int at) {
        int length = text.startsWith("{,}", at) ? 3 : text.startsWith(",", at) ? 1 : 0;
        int from = at + length;
        boolean group = isDigit(from) && isDigit(from + 1) && isDigit(from + 2) && !isDigit(from + 3);
        return group ? length : 0;
    }

    private boolean isEllipsis(int at) {
        return text.startsWith("..", at);
    }

    private int exponent(int at, StringBuilder numeral) {
        boolean marked = at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E');
        if (!marked || numeral.isEmpty()) {
            return at;
        }
        int from = at + 1;
        if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
            from++;
            // "2e-1" is a fifth; "2e - 1" and "2e-x" are differences.
        }
        int end = skipDigits(from);
        boolean letterBehind = end < text.length() && Character.isLetter(text.charAt(end));
        if (end == from || letterBehind) {
            return at;
        }
        numeral.append('e').append(text, at + 1, end);
        return end;
    }

    private int repeating(int at, StringBuilder numeral) {
        int open = at + OVERLINE.length();
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        boolean braced = open < text.length() && text.charAt(open) == '{';
        int end = skipDigits(open + 1);
        if (!braced || end == open + 1 || end >= text.length() || text.charAt(end) != '}') {
            throw new UnreadableException();
        }
        digits = numeral.append('r').append(text, open + 1, end).toString();
        return end + 1;
    }

    /** The value of a numeral as {@link #digits} gives it. */
    static Rational value(String numeral, Budget budget) {
        int repeat = numeral.indexOf('r');
        if (repeat < 0) {
            return org.openstrawberry.judge.rational.Numerals.value(numeral, budget);
        }
        String period = numeral.substring(repeat + 1);
        String finite = numeral.substring(0, repeat);
        int places = finite.length() - finite.indexOf('.') - 1;
        Rational repeated = Rational.decimal(period, 0, budget)
                .divide(Rational.decimal("9".repeat(period.length()) + "0".repeat(places), 0, budget), budget)
                .orElseThrow();
        String whole = finite.endsWith(".") ? finite.substring(0, finite.length() - 1) : finite;
        return value(whole, budget).add(repeated, budget);
    }
}

package org.openstrawberry.judge.number;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.expression.Evaluator;
import org.openstrawberry.judge.expression.Parser;
import org.openstrawberry.judge.expression.Rational;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;

/**
 * Reads a whole text as one number: arithmetic, with a variable and an equals sign before it, a currency, a percent sign
 * or words of a unit behind it. Text with anything else in it is no number.
 */
public final class QuantityReader {
    /** Longer texts are no single number; the parser's own limit is for expressions. */
    private static final int LONGEST = 4_000;

    private static final String FRACTION = "\\frac";

    /** "x =", "x_1 =". Possessive, so that no text makes it go back. */
    private static final Pattern VARIABLE = Pattern.compile("^[A-Za-z](?:_\\{?[0-9A-Za-z]\\}?)?+\\s*+=\\s*+");

    /** "3 8 4 1": digits read out one by one. */
    private static final Pattern SPELLED = Pattern.compile("^[0-9](?: [0-9])++$");

    /** "1 000 000": thousands set apart by spaces. */
    private static final Pattern GROUPED = Pattern.compile("^[0-9]{1,3}(?: [0-9]{3})++(?:\\.[0-9]++)?+$");

    /** "12/25/1937", "2026-01-31", "32-33": dates, ranges and scores, no arithmetic. */
    private static final Pattern NO_ARITHMETIC =
            Pattern.compile("^[0-9]++(?:/[0-9]++){2,}+$|^[0-9.,]++(?:-[0-9.,]++)++$");

    private QuantityReader() {}

    /**
     * The number; empty when the text is none.
     *
     * @throws org.openstrawberry.judge.budget.BudgetExceededException when the number is too large
     */
    public static Optional<Quantity> read(String text, Budget budget) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        budget.spend(text.length());
        String plain = Trim.answer(Latex.strip(PlainText.of(text)));
        return readPlain(VARIABLE.matcher(plain).replaceFirst(""), budget);
    }

    private static Optional<Quantity> readPlain(String plain, Budget budget) {
        String rest = plain;
        boolean negative = false;
        @Nullable Unit currency = null;
        while (!rest.isEmpty()) {
            Optional<Unit> sign = Units.currency(rest.charAt(0));
            if (sign.isPresent() && currency == null) {
                currency = sign.get();
            } else if (rest.charAt(0) == '-'
                    && !negative
                    && rest.length() > 1
                    && Units.currency(rest.charAt(1)).isPresent()) {
                negative = true;
            } else {
                break;
            }
            rest = rest.substring(1).strip();
        }
        int split = unitStart(rest);
        String tail = rest.substring(split).strip();
        Optional<Rational> value = value(rest.substring(0, split).strip(), budget);
        if (value.isEmpty() && split == 0) {
            return spelledOut(rest, currency, budget);
        }
        Rational sign = Rational.of(negative ? -1 : 1);
        @Nullable Unit before = currency;
        return value.flatMap(found -> MeasureReader.measured(found.multiply(sign, budget), tail, before, budget));
    }

    /** "three", "twenty-one apples". */
    private static Optional<Quantity> spelledOut(String text, @Nullable Unit currency, Budget budget) {
        int end = 0;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        int behind = end;
        return NumberWords.number(text.substring(0, end).toLowerCase(Locale.ROOT))
                .flatMap(number -> MeasureReader.measured(
                        Rational.of(number), text.substring(behind).strip(), currency, budget));
    }

    private static Optional<Rational> value(String arithmetic, Budget budget) {
        if (NO_ARITHMETIC.matcher(arithmetic).matches()) {
            return Optional.empty();
        }
        boolean spaced = SPELLED.matcher(arithmetic).matches()
                || GROUPED.matcher(arithmetic).matches();
        return Parser.parse(spaced ? arithmetic.replace(" ", "") : arithmetic, budget)
                .flatMap(expression -> Evaluator.value(expression, budget));
    }

    /** Where the number ends: at the first letter that is no command and no exponent, at a percent or currency sign. */
    private static int unitStart(String text) {
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
}

package org.openstrawberry.judge.number;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.FormulaReader;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.MathForm;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;
import org.openstrawberry.judge.value.Numbers;

/**
 * Reads a whole text as one number: arithmetic, roots, constants, with a variable and an equals sign before it, a
 * currency, a percent sign or words of a unit behind it. Text with anything else in it is no number.
 */
public final class QuantityReader {
    /** "x =", "x_1 =". Possessive, so that no text makes it go back. */
    private static final Pattern VARIABLE = Pattern.compile("^([A-Za-z](?:_\\{?[0-9A-Za-z]\\}?)?+)\\s*+=\\s*+");

    /** "3 8 4 1": digits read out one by one. */
    private static final Pattern SPELLED = Pattern.compile("^[0-9](?: [0-9])++$");

    /** "1 000 000": thousands set apart by spaces. */
    private static final Pattern GROUPED = Pattern.compile("^[0-9]{1,3}(?: [0-9]{3})++(?:\\.[0-9]++)?+$");

    private QuantityReader() {}

    /**
     * The number; empty when the text is none.
     *
     * @throws org.openstrawberry.judge.budget.BudgetExceededException when the number is too large
     */
    public static Optional<Quantity> read(String text, Budget budget) {
        if (text.length() > InputLimits.PARSER) {
            return Optional.empty();
        }
        budget.spend(text.length());
        String plain = Trim.answer(Latex.strip(PlainText.of(text)));
        Matcher variable = VARIABLE.matcher(plain);
        if (!variable.find()) {
            return readPlain(plain, budget, isTypeset(text));
        }
        String name = variable.group(1);
        return readPlain(Trim.answer(plain.substring(variable.end())), budget, isTypeset(text))
                .map(quantity -> quantity.named(name));
    }

    /** Whether words were set apart by a LaTeX command, so that a letter among them is a unit and no variable. */
    private static boolean isTypeset(String text) {
        return text.contains("\\text")
                || text.contains("\\mathrm")
                || text.contains("\\mbox")
                || text.contains("\\hbox")
                || text.contains("\\rm");
    }

    private static Optional<Quantity> readPlain(String plain, Budget budget, boolean typeset) {
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
        Optional<Quantity> read = unsigned(rest, currency, budget, typeset);
        return negative ? read.map(quantity -> quantity.times(Rational.of(-1), budget)) : read;
    }

    private static Optional<Quantity> unsigned(String rest, @Nullable Unit currency, Budget budget, boolean typeset) {
        int split = Tails.start(rest);
        Optional<Quantity> value = split == 0 ? Optional.empty() : value(rest.substring(0, split), budget);
        if (value.isPresent()) {
            String tail = rest.substring(split).strip();
            boolean letter = tail.length() == 1 && Character.isLetter(tail.charAt(0));
            boolean variable = letter && !typeset && rest.charAt(split - 1) != ' ';
            Optional<Quantity> measured =
                    variable ? Optional.empty() : MeasureReader.measured(value.get(), tail, currency, budget);
            if (measured.isPresent()) {
                return measured;
            }
        }
        if (split == 0) {
            Optional<Quantity> spelled = spelledOut(rest, currency, budget);
            if (spelled.isPresent()) {
                return spelled;
            }
        }
        return Tails.isPlain(rest) ? Optional.empty() : formula(rest, currency, budget, typeset);
    }

    /** Roots, constants and functions, with or without a unit behind them. */
    private static Optional<Quantity> formula(String rest, @Nullable Unit currency, Budget budget, boolean typeset) {
        Optional<Quantity> whole = value(rest, budget);
        if (whole.isPresent()) {
            return whole.map(quantity -> quantity.in(currency, java.util.List.of()));
        }
        for (int split : Tails.candidates(rest)) {
            String tail = rest.substring(split).strip();
            if (tail.length() == 1 && Character.isLetter(tail.charAt(0)) && !typeset) {
                continue;
            }
            Optional<Quantity> measured = value(rest.substring(0, split), budget)
                    .flatMap(value -> MeasureReader.measured(value, tail, currency, budget));
            if (measured.isPresent()) {
                return measured;
            }
        }
        return Optional.empty();
    }

    /** "three", "twenty-one apples". */
    private static Optional<Quantity> spelledOut(String text, @Nullable Unit currency, Budget budget) {
        int end = 0;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        String word = text.substring(0, end);
        String tail = text.substring(end).strip();
        return NumberWords.number(word.toLowerCase(Locale.ROOT))
                .flatMap(number -> MeasureReader.measured(
                        Quantity.of(new Numeral(Rational.of(number)), word), tail, currency, budget));
    }

    private static Optional<Quantity> value(String text, Budget budget) {
        String arithmetic = text.strip();
        boolean spaced = SPELLED.matcher(arithmetic).matches()
                || GROUPED.matcher(arithmetic).matches();
        return FormulaReader.readPlain(spaced ? arithmetic.replace(" ", "") : arithmetic, budget)
                .filter(formula -> Trees.isScalar(formula)
                        && Trees.variables(formula).isEmpty()
                        && !Trees.contains(formula, QuantityReader::isInfinite))
                .map(formula -> Quantity.of(computed(formula, budget), MathForm.of(arithmetic)));
    }

    private static boolean isInfinite(Formula formula) {
        return formula instanceof Formula.Constant constant && constant.symbol() == Formula.Symbol.INFINITY;
    }

    private static Formula computed(Formula formula, Budget budget) {
        return Numbers.exact(formula, Map.of(), budget)
                .<Formula>map(Numeral::new)
                .orElse(formula);
    }
}

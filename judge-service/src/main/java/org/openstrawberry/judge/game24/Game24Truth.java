package org.openstrawberry.judge.game24;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.FormulaParser;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.value.Numbers;

/**
 * The ground truth of a game of 24: the numbers. Right is an expression that uses each of them exactly once, with + - *
 * / and brackets only, and makes 24; "= 24" may stand behind it.
 */
public final class Game24Truth implements Truth {
    private static final Rational TARGET = Rational.of(24);
    private static final Pattern NUMBERS = Pattern.compile("^[0-9]{1,4}(?:[ ,]++[0-9]{1,4}){1,9}+$");

    /** What may stand behind the expression. The expression decides, whatever it is said to make. */
    private static final Pattern RESULT = Pattern.compile("^\\s*+-?[0-9.]{1,9}\\s*+$");

    private final List<Rational> numbers;

    private Game24Truth(List<Rational> numbers) {
        this.numbers = numbers;
    }

    /** The numbers of a puzzle, apart by spaces or commas; empty when the text is something else. */
    public static Optional<Truth> read(String groundTruth) {
        String plain = Trim.answer(PlainText.of(groundTruth));
        if (!NUMBERS.matcher(plain).matches()) {
            return Optional.empty();
        }
        List<Rational> numbers = new ArrayList<>();
        for (String number : plain.split("[ ,]++", -1)) {
            numbers.add(Rational.of(Integer.parseInt(number)));
        }
        return Optional.of(new Game24Truth(sorted(numbers)));
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        Extraction extraction = reply.marked().or(reply::lastFormula).orElseGet(reply::lastLine);
        String text = extraction.text();
        String place = extraction.source().words();
        Optional<Formula> read = expression(text, budget);
        if (read.isEmpty()) {
            return wrong(place + " is no expression", text);
        }
        List<Rational> used = new ArrayList<>();
        if (!collect(read.get(), used)) {
            return wrong(place + " uses something else than + - * / and whole numbers", text);
        }
        if (!sorted(used).equals(numbers)) {
            return wrong(place + " does not use each number exactly once", text);
        }
        Optional<Rational> value = Numbers.exact(read.get(), Map.of(), budget);
        if (value.isEmpty() || !value.get().equals(TARGET)) {
            return wrong(place + " makes " + value.map(Rational::toString).orElse("no number"), text);
        }
        return Finding.correct(
                Rule.GAME24, place + " uses each number once and makes 24", text, Unread.form(text), form());
    }

    private Finding wrong(String reason, String text) {
        return Finding.incorrect(Rule.GAME24, reason, text, Unread.form(text), form());
    }

    private static Optional<Formula> expression(String text, Budget budget) {
        String plain = Trim.answer(Latex.strip(PlainText.of(text)));
        int equals = plain.indexOf('=');
        if (equals < 0) {
            return FormulaParser.parse(plain, budget);
        }
        return RESULT.matcher(plain.substring(equals + 1)).matches()
                ? FormulaParser.parse(plain.substring(0, equals), budget)
                : Optional.empty();
    }

    /** Gathers the numbers used; false when the expression has a part that the game does not allow. */
    private static boolean collect(Formula expression, List<Rational> used) {
        return switch (expression) {
            case Numeral numeral -> used.add(numeral.value());
            case Negative negative -> collect(negative.operand(), used);
            case Operation operation ->
                operation.operator() != Operator.POWER
                        && collect(operation.left(), used)
                        && collect(operation.right(), used);
            default -> false;
        };
    }

    private String form() {
        return String.join(" ", numbers.stream().map(Rational::toString).toList());
    }

    private static List<Rational> sorted(List<Rational> numbers) {
        return numbers.stream().sorted().toList();
    }
}

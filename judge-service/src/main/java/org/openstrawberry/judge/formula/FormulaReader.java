package org.openstrawberry.judge.formula;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.SetName;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;

/** Reads a whole text as mathematics. */
public final class FormulaReader {
    /** "12/25/1937", "2026-01-31", "32-33", "7:32": dates, ranges, scores and times, no arithmetic. */
    private static final Pattern NO_ARITHMETIC =
            Pattern.compile("^[0-9]++(?:/[0-9]++){2,}+$|^[0-9.,]++(?:-[0-9.,]++)++$|^[0-9]++(?::[0-9]++)++$");

    /** Sets that are said in words. */
    private static final Map<String, SetName> SPOKEN = Map.of(
            "no solution", SetName.EMPTY,
            "no solutions", SetName.EMPTY,
            "no real solution", SetName.EMPTY,
            "no real solutions", SetName.EMPTY,
            "empty set", SetName.EMPTY,
            "the empty set", SetName.EMPTY,
            "all real numbers", SetName.REALS,
            "all reals", SetName.REALS);

    private FormulaReader() {}

    /** Whether a text says a set in words. */
    public static boolean isSpoken(String text) {
        return SPOKEN.containsKey(text.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The formula; empty when the text is none.
     *
     * @throws org.openstrawberry.judge.budget.BudgetExceededException when it is too deep, or has numbers too large
     */
    public static Optional<Formula> read(String text, Budget budget) {
        if (text.length() > InputLimits.PARSER) {
            return Optional.empty();
        }
        budget.spend(text.length());
        return readPlain(Trim.answer(Latex.strip(PlainText.of(text))), budget);
    }

    /** The formula of a text that has been through PlainText and Latex. */
    public static Optional<Formula> readPlain(String plain, Budget budget) {
        boolean none = plain.isBlank()
                || plain.length() > InputLimits.PARSER
                || NO_ARITHMETIC.matcher(plain).matches();
        if (none) {
            return Optional.empty();
        }
        SetName spoken = SPOKEN.get(plain.strip().toLowerCase(Locale.ROOT));
        return spoken == null ? FormulaParser.parse(plain, budget) : Optional.of(new NamedSet(spoken));
    }
}

package org.openstrawberry.judge.number;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Numerals;
import org.openstrawberry.judge.rational.Rational;

/**
 * How far a number may be from the ground truth.
 *
 * @param amount not negative
 * @param relative whether the amount is a part of the ground truth's size
 */
public record Tolerance(Rational amount, boolean relative) {
    /** Numbers must be equal. */
    public static final Tolerance NONE = new Tolerance(Rational.ZERO, false);

    /** "0.01", "1e-6", "1%". */
    private static final Pattern TEXT = Pattern.compile("^([0-9]{1,9}(?:\\.[0-9]{1,20})?(?:e-?[0-9]{1,3})?)(%?)$");

    /** Reads an absolute tolerance, "0.01" or "1e-6", or a relative one, "1%"; empty when the text is none. */
    public static Optional<Tolerance> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Rational amount = Numerals.value(matcher.group(1), Budget.standard());
        boolean relative = !matcher.group(2).isEmpty();
        return Optional.of(new Tolerance(relative ? amount.divideBy(100) : amount, relative));
    }

    /** Whether only equal numbers are near enough. */
    public boolean isNone() {
        return amount.signum() == 0;
    }
}

package org.openstrawberry.judge.number;

import java.util.Optional;
import org.openstrawberry.contracts.ComparisonPolicy;
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

    /** Reads an absolute tolerance, "0.01" or "1e-6", or a relative one, "1%"; empty when the text is none. */
    public static Optional<Tolerance> parse(String text) {
        String stripped = text.strip();
        if (!ComparisonPolicy.isTolerance(stripped)) {
            return Optional.empty();
        }
        boolean relative = stripped.endsWith("%");
        String number = relative ? stripped.substring(0, stripped.length() - 1) : stripped;
        Rational amount = Numerals.value(number, Budget.standard());
        return Optional.of(new Tolerance(relative ? amount.divideBy(100) : amount, relative));
    }

    /** Whether only equal numbers are near enough. */
    public boolean isNone() {
        return amount.signum() == 0;
    }
}

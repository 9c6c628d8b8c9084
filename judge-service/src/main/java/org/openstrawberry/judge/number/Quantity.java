package org.openstrawberry.judge.number;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.comparison.Comparison;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.value.Sameness;

/**
 * A number with what was written beside it.
 *
 * @param value without variables; a {@link Numeral} when it is a fraction
 * @param written the value as it was written, for its normal form
 * @param percent whether a percent sign follows; the value is then in hundredths
 * @param unit the unit when it is known; null otherwise
 * @param words the words behind the number, in lower case
 * @param variable what the value was given to, "x" in "x = 5"; empty when there is none
 */
public record Quantity(
        Formula value,
        String written,
        boolean percent,
        @Nullable Unit unit,
        List<String> words,
        String variable) {
    /** Copies the words. */
    public Quantity {
        words = List.copyOf(words);
    }

    /** A bare number. */
    static Quantity of(Formula value, String written) {
        return new Quantity(value, written, false, null, List.of(), "");
    }

    Quantity asPercent() {
        return new Quantity(value, written, true, unit, words, variable);
    }

    Quantity in(@Nullable Unit other, List<String> otherWords) {
        return new Quantity(value, written, percent, other, otherWords, variable);
    }

    Quantity times(Rational factor, Budget budget) {
        return new Quantity(multiplied(value, factor, budget), written, percent, unit, words, variable);
    }

    Quantity withValue(Formula other) {
        return new Quantity(other, written, percent, unit, words, variable);
    }

    Quantity named(String name) {
        return new Quantity(value, written, percent, unit, words, name);
    }

    /** The value, when it is a fraction. */
    public Optional<Rational> exact() {
        return value instanceof Numeral numeral ? Optional.of(numeral.value()) : Optional.empty();
    }

    /** Whether two values are the same number. */
    static Sameness same(Formula left, Formula right, Budget budget) {
        return left instanceof Numeral first && right instanceof Numeral second
                ? Sameness.of(first.value().equals(second.value()))
                : new Comparison(ElementOrder.ANY, budget).compare(left, right);
    }

    /** A value times a fraction. */
    static Formula multiplied(Formula value, Rational factor, Budget budget) {
        if (factor.equals(Rational.ONE)) {
            return value;
        }
        return value instanceof Numeral numeral
                ? new Numeral(numeral.value().multiply(factor, budget))
                : new Operation(Operator.MULTIPLY, value, new Numeral(factor));
    }

    /** The normal form: the value, the percent sign, the unit. */
    public String form() {
        String number = exact().map(Rational::toString).orElse(written);
        if (percent) {
            return number + "%";
        }
        if (unit != null) {
            return number + " " + unit.name();
        }
        return words.isEmpty() ? number : number + " " + String.join(" ", words);
    }
}

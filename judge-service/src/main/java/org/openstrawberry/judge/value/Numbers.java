package org.openstrawberry.judge.value;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.rational.Rational;

/**
 * Compares the values of formulas: fractions exactly; others with 15 digits, which tells most of them apart, and then
 * with at least 60, for two numbers are never called the same because they are near each other.
 */
public final class Numbers {
    private static final int FEWEST_DIGITS = 60;
    private static final int MORE_DIGITS = 150;
    private static final int MOST_DIGITS = 400;
    private static final double DIGITS_A_BIT = 0.302;

    /** How many digits must agree at least, for the same value and for zero. */
    private static final double AGREEING = 30;

    private static final double NEARLY_ZERO = -40;

    private Numbers() {}

    /** The value, when it is a fraction. */
    public static Optional<Rational> exact(Formula formula, Map<String, Rational> variables, Budget budget) {
        return folded(formula, variables, budget)
                .filter(Numeral.class::isInstance)
                .map(numeral -> ((Numeral) numeral).value());
    }

    /** Whether two formulas have the same value when the variables have these values. */
    public static Sameness compare(Formula left, Formula right, Map<String, Rational> variables, Budget budget) {
        Optional<Formula> first = folded(left, variables, budget);
        Optional<Formula> second = folded(right, variables, budget);
        if (first.isEmpty() || second.isEmpty()) {
            return Sameness.UNKNOWN;
        }
        if (first.get() instanceof Numeral one && second.get() instanceof Numeral other) {
            return Sameness.of(one.value().equals(other.value()));
        }
        return compareFolded(first.get(), second.get(), budget);
    }

    private static Sameness compareFolded(Formula left, Formula right, Budget budget) {
        Sameness quick = compare(left, right, new ComplexField<>(new DoubleReals(budget)));
        if (quick == Sameness.DIFFERENT) {
            return quick;
        }
        int digits = Math.min(MOST_DIGITS, FEWEST_DIGITS + 2 * Math.max(digits(left), digits(right)));
        Sameness slow = compare(left, right, new ComplexField<>(new BigReals(digits, budget)));
        // Something small may have been lost beside something large.
        return slow == Sameness.UNKNOWN && digits < MORE_DIGITS
                ? compare(left, right, new ComplexField<>(new BigReals(MORE_DIGITS, budget)))
                : slow;
    }

    private static <R> Sameness compare(Formula left, Formula right, ComplexField<R> field) {
        try {
            Approximator<R> approximator = new Approximator<>(field);
            Approximate<R> first = approximator.value(left);
            Approximate<R> second = approximator.value(right);
            Approximate<R> difference = field.subtract(first, second);
            if (!field.isZero(difference)) {
                return Sameness.DIFFERENT;
            }
            double size = Math.max(field.magnitude(first), field.magnitude(second));
            boolean known = difference.error() <= Math.max(size - AGREEING, NEARLY_ZERO);
            return known && !field.isLossy() ? Sameness.SAME : Sameness.UNKNOWN;
        } catch (UndefinedException undefined) {
            return Sameness.UNKNOWN;
        }
    }

    /** A fraction within a part in ten to the thirty of a real value. */
    public static Optional<Rational> decimal(Formula formula, Map<String, Rational> variables, Budget budget) {
        Optional<Rational> exact = exact(formula, variables, budget);
        return exact.isPresent()
                ? exact
                : folded(formula, variables, budget).flatMap(folded -> decimal(folded, budget));
    }

    private static Optional<Rational> decimal(Formula folded, Budget budget) {
        try {
            ComplexField<BigDecimal> field = new ComplexField<>(new BigReals(FEWEST_DIGITS, budget));
            Approximate<BigDecimal> value = new Approximator<>(field).value(folded);
            BigDecimal real = value.real();
            boolean usable = field.isReal(value) && Math.abs(field.magnitude(value)) < FEWEST_DIGITS;
            return usable
                    ? Optional.of(Rational.decimal(real.unscaledValue(), -real.scale(), budget))
                    : Optional.empty();
        } catch (UndefinedException undefined) {
            return Optional.empty();
        }
    }

    /** A real value with its error, when the formula has one of 15 digits. */
    public static Optional<Measure> measure(Formula formula, Map<String, Rational> variables, Budget budget) {
        return folded(formula, variables, budget).flatMap(folded -> measure(folded, budget));
    }

    private static Optional<Measure> measure(Formula folded, Budget budget) {
        try {
            ComplexField<Double> field = new ComplexField<>(new DoubleReals(budget));
            Approximate<Double> value = new Approximator<>(field).value(folded);
            return Optional.of(new Measure(value.real(), field.isReal(value), Math.pow(10, value.error())));
        } catch (UndefinedException undefined) {
            return Optional.empty();
        }
    }

    /**
     * What 15 digits say of a value.
     *
     * @param real the real part
     * @param isReal whether there is no other part
     */
    public record Measure(double real, boolean isReal, double error) {}

    private static Optional<Formula> folded(Formula formula, Map<String, Rational> variables, Budget budget) {
        try {
            return Optional.of(new Folder(variables, budget).fold(formula));
        } catch (UndefinedException undefined) {
            return Optional.empty();
        }
    }

    /** The digits of the longest number in a folded formula: values can agree to as many and differ after them. */
    private static int digits(Formula formula) {
        return switch (formula) {
            case Numeral numeral ->
                (int) (DIGITS_A_BIT
                        * Math.max(
                                numeral.value().numerator().bitLength(),
                                numeral.value().denominator().bitLength()));
            case Operation operation -> Math.max(digits(operation.left()), digits(operation.right()));
            case Formula.Negative negative -> digits(negative.operand());
            case Formula.Call call ->
                call.arguments().stream().mapToInt(Numbers::digits).max().orElse(0);
            default -> 0;
        };
    }
}

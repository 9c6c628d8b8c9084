package org.openstrawberry.judge.value;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.formula.Function;
import org.openstrawberry.judge.rational.Rational;

/** Functions of fractions whose values are fractions. */
final class ExactFunctions {
    private static final int LARGEST_FACTORIAL = 1_500;
    private static final int LARGEST_BINOMIAL = 1_000;

    private ExactFunctions() {}

    /**
     * The value; empty when it is no fraction.
     *
     * @throws UndefinedException when there is none
     */
    static Optional<Rational> value(Function function, List<Rational> arguments, Budget budget) {
        Rational first = arguments.getFirst();
        return switch (function) {
            case SQUARE_ROOT -> Roots.root(first, 2, budget);
            case ROOT -> root(first, arguments.getLast(), budget);
            case ABSOLUTE -> Optional.of(first.signum() < 0 ? first.negate() : first);
            case FLOOR -> Optional.of(floor(first, budget));
            case CEILING -> Optional.of(floor(first.negate(), budget).negate());
            case FACTORIAL -> Optional.of(factorial(first, budget));
            case BINOMIAL -> Optional.of(binomial(first, arguments.getLast(), budget));
            case GREATEST_COMMON_DIVISOR -> Optional.of(reduce(arguments, BigInteger::gcd, budget));
            case LEAST_COMMON_MULTIPLE -> Optional.of(reduce(arguments, ExactFunctions::multiple, budget));
            case MINIMUM -> arguments.stream().min(Comparator.naturalOrder());
            case MAXIMUM -> arguments.stream().max(Comparator.naturalOrder());
            case SINE, TANGENT, ARC_SINE, ARC_TANGENT, HYPERBOLIC_SINE, HYPERBOLIC_TANGENT, DEGREES ->
                first.signum() == 0 ? Optional.of(Rational.ZERO) : Optional.empty();
            case COSINE, HYPERBOLIC_COSINE, EXPONENTIAL ->
                first.signum() == 0 ? Optional.of(Rational.ONE) : Optional.empty();
            case NATURAL_LOGARITHM, BARE_LOGARITHM -> logarithmOfOne(first);
            case LOGARITHM -> logarithmOfOne(arguments.getLast());
            case COTANGENT, SECANT, COSECANT, ARC_COSINE -> Optional.empty();
        };
    }

    private static Optional<Rational> logarithmOfOne(Rational argument) {
        return argument.equals(Rational.ONE) ? Optional.of(Rational.ZERO) : Optional.empty();
    }

    private static Optional<Rational> root(Rational degree, Rational radicand, Budget budget) {
        return degree.isWhole() && degree.numerator().bitLength() < 8
                ? Roots.root(radicand, degree.numerator().intValue(), budget)
                : Optional.empty();
    }

    private static Rational floor(Rational value, Budget budget) {
        budget.spend(1);
        BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return new Rational(floor, BigInteger.ONE);
    }

    private static Rational factorial(Rational argument, Budget budget) {
        int number = small(argument, LARGEST_FACTORIAL);
        Rational product = Rational.ONE;
        for (int factor = 2; factor <= number; factor++) {
            product = product.multiply(Rational.of(factor), budget);
        }
        return product;
    }

    private static Rational binomial(Rational upper, Rational lower, Budget budget) {
        if (!upper.isWhole() || !lower.isWhole() || lower.signum() < 0 || upper.signum() < 0) {
            throw new UndefinedException();
        }
        if (lower.compareTo(upper) > 0) {
            return Rational.ZERO;
        }
        Rational other = upper.subtract(lower, budget);
        int steps = small(lower.compareTo(other) < 0 ? lower : other, LARGEST_BINOMIAL);
        Rational value = Rational.ONE;
        for (int step = 1; step <= steps; step++) {
            Rational factor = upper.subtract(Rational.of(step - 1L), budget);
            value = value.multiply(factor, budget).divideBy(step);
        }
        return value;
    }

    private static int small(Rational argument, int largest) {
        if (!argument.isWhole() || argument.signum() < 0) {
            throw new UndefinedException();
        }
        if (argument.compareTo(Rational.of(largest)) > 0) {
            throw new BudgetExceededException("a factorial too large");
        }
        return argument.numerator().intValue();
    }

    private static Rational reduce(List<Rational> arguments, BinaryOperator<BigInteger> operator, Budget budget) {
        BigInteger result = BigInteger.ZERO;
        for (Rational argument : arguments) {
            if (!argument.isWhole()) {
                throw new UndefinedException();
            }
            budget.spend(1L + (result.bitLength() + argument.numerator().bitLength()) / 32L);
            if (result.bitLength() + argument.numerator().bitLength() > Rational.MAXIMUM_BITS) {
                throw new BudgetExceededException("a number too large");
            }
            BigInteger value = argument.numerator().abs();
            result = result.signum() == 0 ? value : operator.apply(result, value);
        }
        return new Rational(result, BigInteger.ONE);
    }

    private static BigInteger multiple(BigInteger left, BigInteger right) {
        return right.signum() == 0
                ? BigInteger.ZERO
                : left.divide(left.gcd(right)).multiply(right);
    }
}

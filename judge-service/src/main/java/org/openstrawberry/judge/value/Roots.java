package org.openstrawberry.judge.value;

import java.math.BigInteger;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Rational;

/** Roots that are fractions. */
final class Roots {
    private static final int LARGEST_DEGREE = 64;
    private static final int LARGEST_BITS = 4_000;

    private Roots() {}

    /** The base to a power that is no whole number; empty when it is no fraction, or the base is negative. */
    static Optional<Rational> power(Rational base, Rational exponent, Budget budget) {
        if (base.signum() < 0 || exponent.denominator().bitLength() > 7) {
            return Optional.empty();
        }
        int degree = exponent.denominator().intValue();
        return root(base, degree, budget)
                .flatMap(root -> root.power(new Rational(exponent.numerator(), BigInteger.ONE), budget));
    }

    /** The root of a degree; negative for odd roots of negative numbers; empty when it is no fraction. */
    static Optional<Rational> root(Rational value, int degree, Budget budget) {
        boolean negative = value.signum() < 0;
        if (degree < 1 || degree > LARGEST_DEGREE || (negative && degree % 2 == 0)) {
            return Optional.empty();
        }
        BigInteger numerator = wholeRoot(value.numerator().abs(), degree, budget);
        BigInteger denominator = wholeRoot(value.denominator(), degree, budget);
        if (numerator.signum() < 0 || denominator.signum() < 0) {
            return Optional.empty();
        }
        return Optional.of(new Rational(negative ? numerator.negate() : numerator, denominator));
    }

    /** The whole root, or minus one when there is none. */
    private static BigInteger wholeRoot(BigInteger value, int degree, Budget budget) {
        if (value.bitLength() <= 1) {
            return value;
        }
        if (value.bitLength() > LARGEST_BITS) {
            return BigInteger.ONE.negate();
        }
        long words = value.bitLength() / 32 + 1L;
        budget.spend(words * words);
        if (degree == 2) {
            BigInteger root = value.sqrt();
            return root.multiply(root).equals(value) ? root : BigInteger.ONE.negate();
        }
        BigInteger low = BigInteger.ONE;
        BigInteger high = BigInteger.ONE.shiftLeft(value.bitLength() / degree + 1);
        while (low.compareTo(high) < 0) {
            budget.spend(words * words / 8 + 1);
            BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
            if (middle.pow(degree).compareTo(value) <= 0) {
                low = middle;
            } else {
                high = middle.subtract(BigInteger.ONE);
            }
        }
        return low.pow(degree).equals(value) ? low : BigInteger.ONE.negate();
    }
}

package org.openstrawberry.judge.rational;

import java.math.BigInteger;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;

/**
 * An exact fraction in lowest terms with a positive denominator. Sizes are checked before every operation, because a
 * BigInteger operation cannot be interrupted.
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    /** Larger numerators and denominators are refused. */
    public static final int MAXIMUM_BITS = 20_000;

    public static final Rational ZERO = of(0);
    public static final Rational ONE = of(1);

    private static final int LONGEST_DECIMAL = 30;
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    /** The whole number. */
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /**
     * A decimal numeral: digits times ten to the exponent.
     *
     * @throws BudgetExceededException when it is too large
     */
    public static Rational decimal(String digits, long exponent, Budget budget) {
        // A decimal digit is less than four bits.
        if (4L * digits.length() + 4L * Math.abs(exponent) > MAXIMUM_BITS) {
            throw new BudgetExceededException("a number too large");
        }
        budget.spend(1L + digits.length() * (long) digits.length() / 64);
        BigInteger whole = new BigInteger(digits);
        BigInteger scale = BigInteger.TEN.pow((int) Math.abs(exponent));
        return exponent >= 0 ? reduced(whole.multiply(scale), BigInteger.ONE, budget) : reduced(whole, scale, budget);
    }

    /**
     * A whole number times ten to the exponent.
     *
     * @throws BudgetExceededException when it is too large
     */
    public static Rational decimal(BigInteger digits, long exponent, Budget budget) {
        Rational size = decimal(digits.abs().toString(), exponent, budget);
        return digits.signum() < 0 ? size.negate() : size;
    }

    public Rational add(Rational other, Budget budget) {
        check(other);
        return reduced(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator),
                budget);
    }

    public Rational subtract(Rational other, Budget budget) {
        return add(other.negate(), budget);
    }

    public Rational multiply(Rational other, Budget budget) {
        check(other);
        return reduced(numerator.multiply(other.numerator), denominator.multiply(other.denominator), budget);
    }

    /** The quotient; empty when the divisor is zero. */
    public Optional<Rational> divide(Rational other, Budget budget) {
        return other.inverse().map(inverse -> multiply(inverse, budget));
    }

    /** The value to a whole power; empty for zero to a power that is not positive, or a power that is not whole. */
    public Optional<Rational> power(Rational exponent, Budget budget) {
        if (!exponent.denominator.equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        if (numerator.signum() == 0) {
            return exponent.numerator.signum() > 0 ? Optional.of(ZERO) : Optional.empty();
        }
        if (bits() == 1) {
            // One and minus one: any power is known, however large.
            return Optional.of(numerator.signum() > 0 || !exponent.numerator.testBit(0) ? ONE : ONE.negate());
        }
        if (exponent.numerator.bitLength() > 30
                || (long) bits() * Math.abs(exponent.numerator.longValue()) > MAXIMUM_BITS) {
            throw new BudgetExceededException("a power too large");
        }
        int size = Math.abs(exponent.numerator.intValue());
        budget.spend(cost((long) bits() * size));
        Rational power = new Rational(numerator.pow(size), denominator.pow(size));
        return exponent.numerator.signum() >= 0 ? Optional.of(power) : power.inverse();
    }

    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    /** The quotient by a small number that is not zero. */
    public Rational divideBy(long divisor) {
        BigInteger wanted = BigInteger.valueOf(divisor).multiply(denominator);
        BigInteger common = numerator.gcd(wanted).max(BigInteger.ONE);
        BigInteger signed = wanted.signum() < 0 ? common.negate() : common;
        return new Rational(numerator.divide(signed), wanted.divide(signed));
    }

    /** The nearest double; infinite or zero when there is none of its size. */
    public double doubleValue() {
        if (numerator.bitLength() < 53 && denominator.bitLength() < 53) {
            return (double) numerator.longValue() / denominator.longValue();
        }
        return new java.math.BigDecimal(numerator)
                .divide(new java.math.BigDecimal(denominator), java.math.MathContext.DECIMAL64)
                .doubleValue();
    }

    /** Whether it has no fraction. */
    public boolean isWhole() {
        return denominator.bitLength() == 1;
    }

    public int signum() {
        return numerator.signum();
    }

    /** One divided by the value; empty for zero. */
    public Optional<Rational> inverse() {
        return switch (numerator.signum()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Rational(denominator, numerator));
            default -> Optional.of(new Rational(denominator.negate(), numerator.negate()));
        };
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** A whole number or a decimal when it ends soon, else a fraction. */
    @Override
    public String toString() {
        if (denominator.equals(BigInteger.ONE)) {
            return numerator.toString();
        }
        int twos = denominator.getLowestSetBit();
        BigInteger rest = denominator.shiftRight(twos);
        int fives = 0;
        while (fives < LONGEST_DECIMAL && rest.mod(FIVE).signum() == 0) {
            rest = rest.divide(FIVE);
            fives++;
        }
        int places = Math.max(twos, fives);
        if (!rest.equals(BigInteger.ONE) || places > LONGEST_DECIMAL) {
            return numerator + "/" + denominator;
        }
        return new java.math.BigDecimal(numerator)
                .divide(new java.math.BigDecimal(denominator))
                .toPlainString();
    }

    private int bits() {
        return Math.max(numerator.bitLength(), denominator.bitLength());
    }

    private void check(Rational other) {
        if (bits() + other.bits() > MAXIMUM_BITS) {
            throw new BudgetExceededException("a number too large");
        }
    }

    private static Rational reduced(BigInteger numerator, BigInteger denominator, Budget budget) {
        budget.spend(cost(Math.max(numerator.bitLength(), denominator.bitLength())));
        BigInteger divisor = numerator.gcd(denominator);
        return divisor.equals(BigInteger.ONE)
                ? new Rational(numerator, denominator)
                : new Rational(numerator.divide(divisor), denominator.divide(divisor));
    }

    /** Multiplying and reducing grow with the square of the words; an operation is about ten nanoseconds. */
    private static long cost(long bits) {
        long words = bits / 32 + 1;
        return 8 + words * words;
    }
}

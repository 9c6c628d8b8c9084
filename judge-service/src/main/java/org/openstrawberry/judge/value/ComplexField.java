package org.openstrawberry.judge.value;

import org.openstrawberry.judge.rational.Rational;

/**
 * Complex arithmetic that carries a bound of its error along, so that two values are called different only when they
 * surely are, and the same only when the error is tiny.
 *
 * @param <R> how real numbers are represented
 */
final class ComplexField<R> {
    private static final double BITS_A_DIGIT = 3.33;

    private final Reals<R> reals;
    private final R zero;
    private boolean lossy;

    ComplexField(Reals<R> reals) {
        this.reals = reals;
        this.zero = reals.of(Rational.ZERO);
    }

    Reals<R> reals() {
        return reals;
    }

    /** Whether something was too small beside something large to be seen: then nothing is surely the same. */
    boolean isLossy() {
        return lossy;
    }

    Approximate<R> of(Rational value) {
        R real = reals.of(value);
        lossy |= value.numerator().bitLength() > BITS_A_DIGIT * reals.digits();
        return rounded(real, zero, Double.NEGATIVE_INFINITY);
    }

    Approximate<R> pi() {
        return rounded(reals.pi(), zero, Double.NEGATIVE_INFINITY);
    }

    Approximate<R> i() {
        return new Approximate<>(zero, reals.of(Rational.ONE), Double.NEGATIVE_INFINITY);
    }

    Approximate<R> real(R real, double error) {
        return rounded(real, zero, error);
    }

    Approximate<R> complex(R real, R imaginary, double error) {
        return rounded(real, imaginary, error);
    }

    Approximate<R> add(Approximate<R> left, Approximate<R> right) {
        double large = magnitude(left);
        double small = magnitude(right);
        lossy |= Math.abs(large - small) > reals.digits()
                && large > Double.NEGATIVE_INFINITY
                && small > Double.NEGATIVE_INFINITY;
        return rounded(
                reals.add(left.real(), right.real()),
                isReal(left) && isReal(right) ? zero : reals.add(left.imaginary(), right.imaginary()),
                sum(left.error(), right.error()));
    }

    Approximate<R> negate(Approximate<R> value) {
        return new Approximate<>(reals.negate(value.real()), reals.negate(value.imaginary()), value.error());
    }

    Approximate<R> subtract(Approximate<R> left, Approximate<R> right) {
        return add(left, negate(right));
    }

    Approximate<R> multiply(Approximate<R> left, Approximate<R> right) {
        double error = sum(
                sum(magnitude(left) + right.error(), magnitude(right) + left.error()), left.error() + right.error());
        if (isReal(left) && isReal(right)) {
            return rounded(reals.multiply(left.real(), right.real()), zero, error);
        }
        R real = reals.subtract(
                reals.multiply(left.real(), right.real()), reals.multiply(left.imaginary(), right.imaginary()));
        R imaginary = reals.add(
                reals.multiply(left.real(), right.imaginary()), reals.multiply(left.imaginary(), right.real()));
        // The parts may cancel, so the rounding is that of the whole product.
        return rounded(real, imaginary, sum(error, magnitude(left) + magnitude(right) + reals.rounding()));
    }

    Approximate<R> inverse(Approximate<R> value) {
        if (isZero(value)) {
            throw new UndefinedException();
        }
        double size = magnitude(value);
        R one = reals.of(Rational.ONE);
        double error = value.error() - 2 * size + 0.5;
        if (isReal(value)) {
            return rounded(reals.divide(one, value.real()), zero, error);
        }
        R norm = norm(value);
        return rounded(
                reals.divide(value.real(), norm),
                reals.negate(reals.divide(value.imaginary(), norm)),
                sum(error, reals.rounding() - size));
    }

    R norm(Approximate<R> value) {
        return reals.add(
                reals.multiply(value.real(), value.real()), reals.multiply(value.imaginary(), value.imaginary()));
    }

    /** Whether the value may be zero. */
    boolean isZero(Approximate<R> value) {
        return magnitude(value) <= value.error() || magnitude(value) == Double.NEGATIVE_INFINITY;
    }

    /** Whether the imaginary part is zero as far as can be seen. */
    boolean isReal(Approximate<R> value) {
        return reals.sign(value.imaginary()) == 0 || reals.magnitude(value.imaginary()) <= value.error();
    }

    double magnitude(Approximate<R> value) {
        return Math.max(reals.magnitude(value.real()), reals.magnitude(value.imaginary()));
    }

    /** The sum of two errors. */
    static double sum(double left, double right) {
        double large = Math.max(left, right);
        double small = Math.min(left, right);
        return small == Double.NEGATIVE_INFINITY || large - small > 17
                ? large
                : large + Math.log10(1 + Math.pow(10, small - large));
    }

    private Approximate<R> rounded(R real, R imaginary, double error) {
        double size = Math.max(reals.magnitude(real), reals.magnitude(imaginary));
        return new Approximate<>(real, imaginary, sum(error, size + reals.rounding()));
    }
}

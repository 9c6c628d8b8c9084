package org.openstrawberry.judge.value;

import org.openstrawberry.judge.rational.Rational;

/**
 * Functions of complex numbers, by their principal values, with bounds of their errors.
 *
 * @param <R> how real numbers are represented
 */
final class ComplexFunctions<R> {
    private static final int LARGEST_POWER_BITS = 30;

    private final ComplexField<R> field;
    private final Reals<R> reals;

    ComplexFunctions(ComplexField<R> field) {
        this.field = field;
        this.reals = field.reals();
    }

    Approximate<R> sqrt(Approximate<R> value) {
        if (field.magnitude(value) == Double.NEGATIVE_INFINITY) {
            return value;
        }
        if (field.isZero(value)) {
            // The root of what may be zero is known half as well.
            return field.real(reals.of(Rational.ZERO), value.error() / 2);
        }
        double error = value.error() - field.magnitude(value) / 2 + 0.5;
        if (field.isReal(value)) {
            boolean negative = reals.sign(value.real()) < 0;
            R root = reals.sqrt(negative ? reals.negate(value.real()) : value.real());
            R zero = reals.of(Rational.ZERO);
            return negative ? field.complex(zero, root, error) : field.real(root, error);
        }
        return power(value, Rational.of(1).divideBy(2));
    }

    Approximate<R> absolute(Approximate<R> value) {
        if (field.isReal(value)) {
            return reals.sign(value.real()) < 0 ? field.negate(value) : value;
        }
        return field.real(reals.sqrt(field.norm(value)), value.error());
    }

    Approximate<R> exp(Approximate<R> value) {
        R size = reals.exp(value.real());
        double error = reals.magnitude(size) + Math.max(value.error(), reals.rounding()) + 0.3;
        if (field.isReal(value)) {
            return field.real(size, error);
        }
        return field.complex(
                reals.multiply(size, reals.cos(value.imaginary())),
                reals.multiply(size, reals.sin(value.imaginary())),
                error);
    }

    Approximate<R> ln(Approximate<R> value) {
        if (field.isZero(value)) {
            throw new UndefinedException();
        }
        double error = value.error() - field.magnitude(value) + 0.5;
        if (field.isReal(value) && reals.sign(value.real()) > 0) {
            return field.real(reals.ln(value.real()), error);
        }
        R half = reals.of(Rational.of(1).divideBy(2));
        R angle = field.isReal(value) ? reals.pi() : reals.atan2(value.imaginary(), value.real());
        return field.complex(reals.multiply(half, reals.ln(field.norm(value))), angle, error);
    }

    Approximate<R> sin(Approximate<R> value) {
        if (field.isReal(value)) {
            return field.real(reals.sin(value.real()), angleError(value));
        }
        Approximate<R> rotated = field.multiply(field.i(), value);
        Approximate<R> difference = field.subtract(exp(rotated), exp(field.negate(rotated)));
        return field.multiply(difference, field.inverse(field.multiply(field.i(), field.of(Rational.of(2)))));
    }

    Approximate<R> cos(Approximate<R> value) {
        if (field.isReal(value)) {
            return field.real(reals.cos(value.real()), angleError(value));
        }
        Approximate<R> rotated = field.multiply(field.i(), value);
        Approximate<R> sum = field.add(exp(rotated), exp(field.negate(rotated)));
        return field.multiply(sum, field.of(Rational.of(1).divideBy(2)));
    }

    /** An angle is reduced by full turns, which costs digits; sines and cosines near zero have an absolute error. */
    private double angleError(Approximate<R> value) {
        return Math.max(value.error(), Math.max(0, field.magnitude(value)) + reals.rounding());
    }

    /** The angle of a point; real arguments only. */
    Approximate<R> angle(Approximate<R> y, Approximate<R> x) {
        if (!field.isReal(y) || !field.isReal(x) || (field.isZero(y) && field.isZero(x))) {
            throw new UndefinedException();
        }
        double size = Math.max(field.magnitude(y), field.magnitude(x));
        return field.real(reals.atan2(y.real(), x.real()), ComplexField.sum(y.error(), x.error()) - size + 0.5);
    }

    Approximate<R> floor(Approximate<R> value) {
        R below = reals.floor(value.real());
        R above = reals.add(below, reals.of(Rational.ONE));
        double gap = Math.min(
                reals.magnitude(reals.subtract(value.real(), below)),
                reals.magnitude(reals.subtract(above, value.real())));
        // A value that may be whole may have either of two floors.
        if (!field.isReal(value) || gap <= value.error()) {
            throw new UndefinedException();
        }
        return field.real(below, Double.NEGATIVE_INFINITY);
    }

    boolean isLarger(Approximate<R> left, Approximate<R> right) {
        if (!field.isReal(left) || !field.isReal(right)) {
            throw new UndefinedException();
        }
        return reals.sign(field.subtract(left, right).real()) > 0;
    }

    Approximate<R> power(Approximate<R> base, Rational exponent) {
        if (exponent.isWhole() && exponent.numerator().bitLength() <= LARGEST_POWER_BITS) {
            return wholePower(base, exponent.numerator().intValue());
        }
        return power(base, field.of(exponent));
    }

    Approximate<R> power(Approximate<R> base, Approximate<R> exponent) {
        if (field.isZero(base)) {
            if (base.error() > Double.NEGATIVE_INFINITY
                    || !field.isReal(exponent)
                    || reals.sign(exponent.real()) <= 0) {
                throw new UndefinedException();
            }
            return base;
        }
        return exp(field.multiply(exponent, ln(base)));
    }

    private Approximate<R> wholePower(Approximate<R> base, int exponent) {
        Approximate<R> result = field.of(Rational.ONE);
        Approximate<R> square = base;
        for (int rest = Math.abs(exponent); rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = field.multiply(result, square);
            }
            if (rest > 1) {
                square = field.multiply(square, square);
            }
        }
        return exponent < 0 ? field.inverse(result) : result;
    }
}

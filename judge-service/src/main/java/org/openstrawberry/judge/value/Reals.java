package org.openstrawberry.judge.value;

import org.openstrawberry.judge.rational.Rational;

/**
 * Real numbers of some precision.
 *
 * @param <R> how they are represented
 */
interface Reals<R> {
    R of(Rational value);

    R add(R left, R right);

    R subtract(R left, R right);

    R multiply(R left, R right);

    R divide(R left, R right);

    R negate(R value);

    R sqrt(R value);

    R exp(R value);

    /** Of a positive value. */
    R ln(R value);

    R sin(R value);

    R cos(R value);

    R atan2(R y, R x);

    R pi();

    R floor(R value);

    int sign(R value);

    /** The logarithm to base ten of the size; minus infinity for zero. */
    double magnitude(R value);

    /** The logarithm to base ten of the relative error of one operation. */
    double rounding();

    /** Decimal digits that are kept. */
    int digits();
}

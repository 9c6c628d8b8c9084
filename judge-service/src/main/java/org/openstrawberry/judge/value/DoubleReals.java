package org.openstrawberry.judge.value;

import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Rational;

/** Numbers of about 15 digits: fast, and enough to tell most values apart. */
final class DoubleReals implements Reals<Double> {
    private static final double ROUNDING = -15.3;
    private static final int DIGITS = 15;

    private final Budget budget;

    DoubleReals(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Double of(Rational value) {
        budget.spend(1);
        return finite(value.doubleValue());
    }

    @Override
    public Double add(Double left, Double right) {
        return finite(left + right);
    }

    @Override
    public Double subtract(Double left, Double right) {
        return finite(left - right);
    }

    @Override
    public Double multiply(Double left, Double right) {
        double product = left * right;
        // What becomes too small is left to the longer numbers.
        if (product == 0 && left != 0 && right != 0) {
            throw new UndefinedException();
        }
        return finite(product);
    }

    @Override
    public Double divide(Double left, Double right) {
        double quotient = left / right;
        if (quotient == 0 && left != 0) {
            throw new UndefinedException();
        }
        return finite(quotient);
    }

    @Override
    public Double negate(Double value) {
        return -value;
    }

    @Override
    public Double sqrt(Double value) {
        return finite(Math.sqrt(value));
    }

    @Override
    public Double exp(Double value) {
        double power = Math.exp(value);
        if (power == 0) {
            throw new UndefinedException();
        }
        return finite(power);
    }

    @Override
    public Double ln(Double value) {
        return finite(Math.log(value));
    }

    @Override
    public Double sin(Double value) {
        return finite(Math.sin(value));
    }

    @Override
    public Double cos(Double value) {
        return finite(Math.cos(value));
    }

    @Override
    public Double atan2(Double y, Double x) {
        return finite(Math.atan2(y, x));
    }

    @Override
    public Double pi() {
        return Math.PI;
    }

    @Override
    public Double floor(Double value) {
        return Math.floor(value);
    }

    @Override
    public int sign(Double value) {
        return (int) Math.signum(value);
    }

    @Override
    public double magnitude(Double value) {
        return Math.log10(Math.abs(value));
    }

    @Override
    public double rounding() {
        return ROUNDING;
    }

    @Override
    public int digits() {
        return DIGITS;
    }

    private Double finite(double value) {
        budget.spend(1);
        if (!Double.isFinite(value)) {
            throw new UndefinedException();
        }
        return value;
    }
}

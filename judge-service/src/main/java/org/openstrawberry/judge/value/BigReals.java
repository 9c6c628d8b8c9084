package org.openstrawberry.judge.value;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Rational;

/** Numbers of many digits, to confirm what short ones suggest. Every operation pays for its digits. */
final class BigReals implements Reals<BigDecimal> {
    /** Arguments beyond it make exponentials too large and sines meaningless. */
    private static final double LARGEST_ARGUMENT = 5;

    private static final long SIMPLE = 8;
    private static final long ROOT = 1_500;
    private static final long TRANSCENDENTAL = 15_000;
    private static final double USUAL_DIGITS = 60;
    private static final int GUARD = 6;

    private final Budget budget;
    private final MathContext context;
    private final double effort;

    BigReals(int digits, Budget budget) {
        this.budget = budget;
        this.context = new MathContext(digits, RoundingMode.HALF_EVEN);
        double ratio = digits / USUAL_DIGITS;
        this.effort = ratio * ratio;
    }

    @Override
    public BigDecimal of(Rational value) {
        spend(SIMPLE);
        return new BigDecimal(value.numerator(), context).divide(new BigDecimal(value.denominator()), context);
    }

    @Override
    public BigDecimal add(BigDecimal left, BigDecimal right) {
        spend(SIMPLE);
        return left.add(right, context);
    }

    @Override
    public BigDecimal subtract(BigDecimal left, BigDecimal right) {
        spend(SIMPLE);
        return left.subtract(right, context);
    }

    @Override
    public BigDecimal multiply(BigDecimal left, BigDecimal right) {
        spend(SIMPLE);
        try {
            return left.multiply(right, context);
        } catch (ArithmeticException e) {
            throw new UndefinedException();
        }
    }

    @Override
    public BigDecimal divide(BigDecimal left, BigDecimal right) {
        spend(2 * SIMPLE);
        try {
            return left.divide(right, context);
        } catch (ArithmeticException e) {
            throw new UndefinedException();
        }
    }

    @Override
    public BigDecimal negate(BigDecimal value) {
        return value.negate();
    }

    @Override
    public BigDecimal sqrt(BigDecimal value) {
        spend(ROOT);
        return value.sqrt(context);
    }

    @Override
    public BigDecimal exp(BigDecimal value) {
        transcendental(value);
        return BigDecimalMath.exp(value, context);
    }

    @Override
    public BigDecimal ln(BigDecimal value) {
        spend(TRANSCENDENTAL);
        return BigDecimalMath.log(value, context);
    }

    @Override
    public BigDecimal sin(BigDecimal value) {
        transcendental(value);
        return BigDecimalMath.sin(value, context);
    }

    @Override
    public BigDecimal cos(BigDecimal value) {
        transcendental(value);
        return BigDecimalMath.cos(value, context);
    }

    @Override
    public BigDecimal atan2(BigDecimal y, BigDecimal x) {
        spend(2 * TRANSCENDENTAL);
        return BigDecimalMath.atan2(y, x, context);
    }

    @Override
    public BigDecimal pi() {
        spend(SIMPLE);
        return BigDecimalMath.pi(context);
    }

    @Override
    public BigDecimal floor(BigDecimal value) {
        if (magnitude(value) > context.getPrecision()) {
            throw new UndefinedException();
        }
        return value.setScale(0, RoundingMode.FLOOR);
    }

    @Override
    public int sign(BigDecimal value) {
        return value.signum();
    }

    @Override
    public double magnitude(BigDecimal value) {
        return value.signum() == 0 ? Double.NEGATIVE_INFINITY : (double) value.precision() - value.scale();
    }

    @Override
    public double rounding() {
        return GUARD - context.getPrecision();
    }

    @Override
    public int digits() {
        return context.getPrecision();
    }

    private void transcendental(BigDecimal argument) {
        if (magnitude(argument) > LARGEST_ARGUMENT) {
            throw new UndefinedException();
        }
        spend(TRANSCENDENTAL);
    }

    private void spend(long operations) {
        budget.spend((long) Math.ceil(operations * effort));
    }
}

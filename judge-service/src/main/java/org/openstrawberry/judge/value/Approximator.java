package org.openstrawberry.judge.value;

import java.util.List;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.Symbol;
import org.openstrawberry.judge.rational.Rational;

/**
 * Evaluates a folded formula to a complex number with an error.
 *
 * @param <R> how real numbers are represented
 */
final class Approximator<R> {
    private static final int STRAIGHT_ANGLE = 180;

    private final ComplexField<R> field;
    private final ComplexFunctions<R> functions;

    Approximator(ComplexField<R> field) {
        this.field = field;
        this.functions = new ComplexFunctions<>(field);
    }

    /**
     * The value.
     *
     * @throws UndefinedException when there is none
     */
    Approximate<R> value(Formula formula) {
        return switch (formula) {
            case Numeral numeral -> field.of(numeral.value());
            case Constant constant -> constant(constant.symbol());
            case Negative negative -> field.negate(value(negative.operand()));
            case Operation operation -> operation(operation);
            case Call call -> call(call);
            default -> throw new UndefinedException();
        };
    }

    private Approximate<R> constant(Symbol symbol) {
        return switch (symbol) {
            case PI -> field.pi();
            case E -> functions.exp(field.of(Rational.ONE));
            case I -> field.i();
            case INFINITY -> throw new UndefinedException();
        };
    }

    private Approximate<R> operation(Operation operation) {
        if (operation.operator() == Operator.POWER) {
            return power(operation.left(), operation.right());
        }
        Approximate<R> left = value(operation.left());
        Approximate<R> right = value(operation.right());
        return switch (operation.operator()) {
            case ADD -> field.add(left, right);
            case SUBTRACT -> field.subtract(left, right);
            case MULTIPLY -> field.multiply(left, right);
            case DIVIDE -> field.multiply(left, field.inverse(right));
            case POWER -> throw new UndefinedException();
        };
    }

    private Approximate<R> power(Formula base, Formula exponent) {
        if (base instanceof Constant constant && constant.symbol() == Symbol.E) {
            return functions.exp(value(exponent));
        }
        return exponent instanceof Numeral numeral
                ? functions.power(value(base), numeral.value())
                : functions.power(value(base), value(exponent));
    }

    private Approximate<R> call(Call call) {
        List<Formula> arguments = call.arguments();
        if (Folder.isExactOnly(call.function())) {
            throw new UndefinedException();
        }
        Approximate<R> last = value(arguments.getLast());
        return switch (call.function()) {
            case SQUARE_ROOT -> functions.sqrt(last);
            case ROOT -> root(value(arguments.getFirst()), arguments.getFirst(), last);
            case ABSOLUTE -> functions.absolute(last);
            case SINE -> functions.sin(last);
            case COSINE -> functions.cos(last);
            case TANGENT -> quotient(functions.sin(last), functions.cos(last));
            case COTANGENT -> quotient(functions.cos(last), functions.sin(last));
            case SECANT -> field.inverse(functions.cos(last));
            case COSECANT -> field.inverse(functions.sin(last));
            case ARC_SINE -> functions.angle(last, leg(last));
            case ARC_COSINE -> functions.angle(leg(last), last);
            case ARC_TANGENT -> functions.angle(last, field.of(Rational.ONE));
            case HYPERBOLIC_SINE -> half(field.subtract(functions.exp(last), functions.exp(field.negate(last))));
            case HYPERBOLIC_COSINE -> half(field.add(functions.exp(last), functions.exp(field.negate(last))));
            case HYPERBOLIC_TANGENT -> hyperbolicTangent(last);
            case EXPONENTIAL -> functions.exp(last);
            case NATURAL_LOGARITHM -> functions.ln(last);
            case BARE_LOGARITHM -> quotient(functions.ln(last), functions.ln(field.of(Rational.of(10))));
            case LOGARITHM -> quotient(functions.ln(last), functions.ln(value(arguments.getFirst())));
            case FLOOR -> functions.floor(last);
            case CEILING -> field.negate(functions.floor(field.negate(last)));
            case MAXIMUM -> extreme(arguments, false);
            case MINIMUM -> extreme(arguments, true);
            case DEGREES -> field.multiply(last, field.multiply(field.pi(), field.of(fraction(1, STRAIGHT_ANGLE))));
            case FACTORIAL, BINOMIAL, GREATEST_COMMON_DIVISOR, LEAST_COMMON_MULTIPLE -> throw new UndefinedException();
        };
    }

    /** Odd roots of negative numbers are negative, other roots the principal ones. */
    private Approximate<R> root(Approximate<R> degree, Formula written, Approximate<R> radicand) {
        boolean odd = written instanceof Numeral numeral
                && numeral.value().isWhole()
                && numeral.value().numerator().testBit(0);
        boolean negative = field.isReal(radicand) && field.reals().sign(radicand.real()) < 0;
        return odd && negative
                ? field.negate(functions.power(field.negate(radicand), field.inverse(degree)))
                : functions.power(radicand, field.inverse(degree));
    }

    /** The other leg of a right triangle with the hypotenuse 1. */
    private Approximate<R> leg(Approximate<R> value) {
        Approximate<R> square = field.subtract(field.of(Rational.ONE), field.multiply(value, value));
        return functions.sqrt(square);
    }

    private Approximate<R> hyperbolicTangent(Approximate<R> value) {
        Approximate<R> up = functions.exp(value);
        Approximate<R> down = functions.exp(field.negate(value));
        return quotient(field.subtract(up, down), field.add(up, down));
    }

    private Approximate<R> extreme(List<Formula> arguments, boolean smallest) {
        Approximate<R> found = value(arguments.getFirst());
        for (Formula argument : arguments.subList(1, arguments.size())) {
            Approximate<R> other = value(argument);
            boolean otherLarger = functions.isLarger(other, found);
            found = otherLarger == smallest ? found : other;
        }
        return found;
    }

    private Approximate<R> half(Approximate<R> value) {
        return field.multiply(value, field.of(fraction(1, 2)));
    }

    private Approximate<R> quotient(Approximate<R> numerator, Approximate<R> denominator) {
        return field.multiply(numerator, field.inverse(denominator));
    }

    private static Rational fraction(long numerator, long denominator) {
        return Rational.of(numerator).divideBy(denominator);
    }
}

package org.openstrawberry.judge.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.Matrix;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.PlusMinus;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.Series;
import org.openstrawberry.judge.formula.Formula.SetOperation;
import org.openstrawberry.judge.formula.Formula.Symbol;
import org.openstrawberry.judge.formula.Formula.Variable;
import org.openstrawberry.judge.formula.Function;
import org.openstrawberry.judge.rational.Rational;

/** Puts values in the place of variables and computes everything that is a fraction, exactly. */
final class Folder {
    private static final int MOST_TERMS = 2_000;

    private final Map<String, Rational> variables;
    private final Budget budget;

    Folder(Map<String, Rational> variables, Budget budget) {
        this.variables = new HashMap<>(variables);
        this.budget = budget;
    }

    /**
     * The formula with its fractions computed.
     *
     * @throws UndefinedException when a part has no value
     */
    Formula fold(Formula formula) {
        budget.spend(4);
        return switch (formula) {
            case Numeral numeral -> numeral;
            case Constant constant -> constant(constant);
            case Variable variable -> bound(variable.name()).orElse(variable);
            case Negative negative -> negate(fold(negative.operand()));
            case Operation operation -> operation(operation);
            case Call call -> call(call);
            case Series series -> series(series);
            case PlusMinus _, Relation _, Group _, Listing _, SetOperation _, NamedSet _, Matrix _ ->
                throw new UndefinedException();
        };
    }

    private Formula constant(Constant constant) {
        return constant.symbol() == Symbol.I ? bound("i").orElse(constant) : constant;
    }

    private Optional<Formula> bound(String name) {
        return Optional.ofNullable(variables.get(name)).map(Numeral::new);
    }

    private static Formula negate(Formula operand) {
        return operand instanceof Numeral numeral ? new Numeral(numeral.value().negate()) : new Negative(operand);
    }

    private Formula operation(Operation operation) {
        Formula left = fold(operation.left());
        Formula right = fold(operation.right());
        if (left instanceof Numeral first && right instanceof Numeral second) {
            Optional<Rational> value = exact(operation.operator(), first.value(), second.value());
            if (value.isPresent()) {
                return new Numeral(value.get());
            }
        }
        return new Operation(operation.operator(), left, right);
    }

    private Optional<Rational> exact(Operator operator, Rational left, Rational right) {
        try {
            return switch (operator) {
                case ADD -> Optional.of(left.add(right, budget));
                case SUBTRACT -> Optional.of(left.subtract(right, budget));
                case MULTIPLY -> Optional.of(left.multiply(right, budget));
                case DIVIDE -> Optional.of(left.divide(right, budget).orElseThrow(UndefinedException::new));
                case POWER -> power(left, right);
            };
        } catch (BudgetExceededException tooLarge) {
            // Too large to be exact; many digits may do.
            budget.spend(1);
            return Optional.empty();
        }
    }

    private Optional<Rational> power(Rational base, Rational exponent) {
        if (base.signum() == 0 && exponent.signum() <= 0) {
            throw new UndefinedException();
        }
        return exponent.isWhole() ? base.power(exponent, budget) : Roots.power(base, exponent, budget);
    }

    private Formula call(Call call) {
        List<Formula> arguments = new ArrayList<>();
        List<Rational> values = new ArrayList<>();
        for (Formula argument : call.arguments()) {
            Formula folded = fold(argument);
            arguments.add(folded);
            if (folded instanceof Numeral numeral) {
                values.add(numeral.value());
            }
        }
        Optional<Rational> value = values.size() == arguments.size()
                ? ExactFunctions.value(call.function(), values, budget)
                : Optional.empty();
        return value.<Formula>map(Numeral::new).orElseGet(() -> new Call(call.function(), arguments));
    }

    private Formula series(Series series) {
        if (!(fold(series.from()) instanceof Numeral from)
                || !(fold(series.to()) instanceof Numeral to)
                || !from.value().isWhole()
                || !to.value().isWhole()) {
            throw new UndefinedException();
        }
        Rational length = to.value().subtract(from.value(), budget);
        if (length.compareTo(Rational.of(MOST_TERMS)) > 0) {
            throw new BudgetExceededException("a sum of too many terms");
        }
        Rational before = variables.get(series.index());
        List<Formula> terms = new ArrayList<>();
        for (long step = 0; step <= length.numerator().longValue(); step++) {
            variables.put(series.index(), from.value().add(Rational.of(step), budget));
            terms.add(fold(series.body()));
        }
        if (before == null) {
            variables.remove(series.index());
        } else {
            variables.put(series.index(), before);
        }
        Operator operator = series.product() ? Operator.MULTIPLY : Operator.ADD;
        return joined(operator, terms, 0, terms.size());
    }

    /** A balanced tree, so that many terms are no deep one. */
    private Formula joined(Operator operator, List<Formula> terms, int from, int to) {
        if (to - from < 2) {
            Numeral neutral = new Numeral(operator == Operator.ADD ? Rational.ZERO : Rational.ONE);
            return to > from ? terms.get(from) : neutral;
        }
        int middle = (from + to) >>> 1;
        return operation(
                new Operation(operator, joined(operator, terms, from, middle), joined(operator, terms, middle, to)));
    }

    /** Whether the function needs exact arguments: it cannot be approximated. */
    static boolean isExactOnly(Function function) {
        return switch (function) {
            case FACTORIAL, BINOMIAL, GREATEST_COMMON_DIVISOR, LEAST_COMMON_MULTIPLE -> true;
            default -> false;
        };
    }
}

package org.openstrawberry.judge.comparison;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Numbers.Measure;
import org.openstrawberry.judge.value.Sameness;

/**
 * Compares equations. Two are the same when the differences of their sides have a constant ratio; else when each holds
 * where the other does, at points that are found by solving for a variable that stands there linearly.
 */
final class Equations {
    private static final Formula ZERO = new Numeral(Rational.ZERO);
    private static final int POINTS = 4;
    private static final int TRIES = 12;

    private final Set<String> variables;
    private final Budget budget;

    private Equations(Set<String> variables, Budget budget) {
        this.variables = variables;
        this.budget = budget;
    }

    /** Compares "left = 0" with "right = 0". */
    static Sameness compare(Formula left, Formula right, Budget budget) {
        Set<String> variables = new TreeSet<>(Trees.variables(left));
        if (!variables.equals(Trees.variables(right)) || variables.isEmpty()) {
            return variables.isEmpty() ? Sameness.UNKNOWN : Sameness.DIFFERENT;
        }
        Equations equations = new Equations(variables, budget);
        return equations.ratio(left, right, false) == Sameness.SAME
                ? Sameness.SAME
                : equations.holds(left, right).and(equations.holds(right, left));
    }

    /** Whether the ratio of two expressions is the same number everywhere, or the same positive number. */
    static Sameness ratio(Formula left, Formula right, boolean positive, Budget budget) {
        Set<String> variables = new TreeSet<>(Trees.variables(left));
        return variables.equals(Trees.variables(right))
                ? new Equations(variables, budget).ratio(left, right, positive)
                : Sameness.DIFFERENT;
    }

    private Sameness ratio(Formula left, Formula right, boolean positive) {
        Expressions.Points points = new Expressions.Points(variables);
        Optional<Formula> firstLeft = Optional.empty();
        Optional<Formula> firstRight = Optional.empty();
        int same = 0;
        for (int attempt = 0; attempt < TRIES && same < POINTS; attempt++) {
            Map<String, Rational> point = points.next(attempt % 2 == 1);
            Formula leftThere = at(left, point);
            Formula rightThere = at(right, point);
            double leftSize = size(leftThere);
            double rightSize = size(rightThere);
            if (leftSize == 0 || rightSize == 0) {
                continue;
            }
            if (positive && Math.signum(leftSize) != Math.signum(rightSize)) {
                return Sameness.DIFFERENT;
            }
            if (firstLeft.isEmpty() || firstRight.isEmpty()) {
                firstLeft = Optional.of(leftThere);
                firstRight = Optional.of(rightThere);
                continue;
            }
            Sameness there = Numbers.compare(
                    product(leftThere, firstRight.get()), product(rightThere, firstLeft.get()), Map.of(), budget);
            if (there != Sameness.SAME) {
                return there;
            }
            same++;
        }
        return same >= POINTS - 1 ? Sameness.SAME : Sameness.UNKNOWN;
    }

    /** Whether the other expression is zero wherever the first one is found to be. */
    private Sameness holds(Formula zero, Formula other) {
        int same = 0;
        Expressions.Points points = new Expressions.Points(variables);
        for (int attempt = 0; attempt < TRIES && same < POINTS; attempt++) {
            Map<String, Rational> point = points.next(attempt % 2 == 1);
            for (String variable : variables) {
                Optional<Formula> root = root(zero, variable, point);
                if (root.isEmpty()) {
                    continue;
                }
                Formula there = Trees.replace(at(other, without(point, variable)), variable, root.get());
                Sameness found = Numbers.compare(there, ZERO, Map.of(), budget);
                if (found == Sameness.DIFFERENT) {
                    return found;
                }
                same += found == Sameness.SAME ? 1 : 0;
                break;
            }
        }
        return same >= POINTS - 1 ? Sameness.SAME : Sameness.UNKNOWN;
    }

    private static Map<String, Rational> without(Map<String, Rational> point, String variable) {
        Map<String, Rational> rest = new HashMap<>(point);
        rest.remove(variable);
        return rest;
    }

    private Optional<Formula> root(Formula formula, String variable, Map<String, Rational> point) {
        return Linear.of(at(formula, without(point, variable)), variable, budget)
                .map(Linear::root);
    }

    /** The formula with numbers in the place of variables. */
    static Formula at(Formula formula, Map<String, Rational> point) {
        Formula result = formula;
        for (Map.Entry<String, Rational> value : point.entrySet()) {
            result = Trees.replace(result, value.getKey(), new Numeral(value.getValue()));
        }
        return result;
    }

    private double size(Formula formula) {
        return Numbers.measure(formula, Map.of(), budget)
                .filter(measure -> measure.isReal() && Math.abs(measure.real()) > 4 * measure.error())
                .map(Measure::real)
                .orElse(0.0);
    }

    private static Formula product(Formula left, Formula right) {
        return new Operation(Operator.MULTIPLY, left, right);
    }
}

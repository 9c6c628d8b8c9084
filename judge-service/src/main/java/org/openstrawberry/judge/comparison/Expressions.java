package org.openstrawberry.judge.comparison;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.Series;
import org.openstrawberry.judge.formula.Formula.Symbol;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Numbers.Measure;
import org.openstrawberry.judge.value.Sameness;

/**
 * Compares expressions by their values at fixed pseudo-random points, where both have real values: exactly when they are
 * fractions, else with many digits. Different at one point is different; the same at enough of them is the same.
 */
final class Expressions {
    private static final int WANTED = 4;
    private static final int FEWEST = 3;
    private static final int TRIES = 16;

    private Expressions() {}

    static Sameness compare(Formula left, Formula right, Budget budget) {
        Set<String> variables = new TreeSet<>(Trees.variables(left));
        variables.addAll(Trees.variables(right));
        if (variables.isEmpty()) {
            return infinite(left, right).orElseGet(() -> Numbers.compare(left, right, Map.of(), budget));
        }
        boolean whole = needsWhole(left) || needsWhole(right);
        boolean complex = hasI(left) || hasI(right);
        Points points = new Points(variables);
        int same = 0;
        for (int attempt = 0; attempt < TRIES && same < WANTED; attempt++) {
            // Negative points last, so that roots and logarithms are seen where they are real first.
            Map<String, Rational> point = whole ? points.whole() : points.next(attempt >= 2 && attempt % 2 == 1);
            Sameness there = at(left, right, point, complex, budget);
            if (there == Sameness.DIFFERENT) {
                return there;
            }
            same += there == Sameness.SAME ? 1 : 0;
        }
        return same >= FEWEST ? Sameness.SAME : Sameness.UNKNOWN;
    }

    private static Sameness at(
            Formula left, Formula right, Map<String, Rational> point, boolean complex, Budget budget) {
        Optional<Rational> first = Numbers.exact(left, point, budget);
        Optional<Rational> second = Numbers.exact(right, point, budget);
        if (first.isPresent() && second.isPresent()) {
            return Sameness.of(first.get().equals(second.get()));
        }
        return complex || (isReal(left, point, budget) && isReal(right, point, budget))
                ? Numbers.compare(left, right, point, budget)
                : Sameness.UNKNOWN;
    }

    private static boolean isReal(Formula formula, Map<String, Rational> point, Budget budget) {
        return Numbers.measure(formula, point, budget).filter(Measure::isReal).isPresent();
    }

    /** Infinity is equal to itself and to nothing else. */
    private static Optional<Sameness> infinite(Formula left, Formula right) {
        Optional<Integer> first = Infinities.sign(left);
        Optional<Integer> second = Infinities.sign(right);
        return first.isEmpty() && second.isEmpty() ? Optional.empty() : Optional.of(Sameness.of(first.equals(second)));
    }

    private static boolean hasI(Formula formula) {
        return Trees.contains(formula, part -> part instanceof Constant constant && constant.symbol() == Symbol.I);
    }

    /** Whether variables stand where only whole numbers have a meaning. */
    private static boolean needsWhole(Formula formula) {
        return Trees.contains(formula, part -> switch (part) {
            case Series series ->
                !Trees.variables(series.to()).isEmpty()
                        || !Trees.variables(series.from()).isEmpty();
            case Call call ->
                switch (call.function()) {
                    case FACTORIAL, BINOMIAL, GREATEST_COMMON_DIVISOR, LEAST_COMMON_MULTIPLE ->
                        !Trees.variables(call).isEmpty();
                    default -> false;
                };
            case Operation operation ->
                operation.operator() == Operator.POWER
                        && !Trees.variables(operation.right()).isEmpty()
                        && isNegativeNumber(operation.left());
            default -> false;
        });
    }

    private static boolean isNegativeNumber(Formula base) {
        return base instanceof Formula.Negative negative && negative.operand() instanceof Formula.Numeral;
    }

    /** Points that are the same for every comparison: a linear congruential generator with a fixed seed. */
    static final class Points {
        private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
        private static final long INCREMENT = 1_442_695_040_888_963_407L;

        private final Set<String> variables;
        private long state = 20_260_101;

        Points(Set<String> variables) {
            this.variables = variables;
        }

        /** Values between a quarter and four and a half, or as far below zero for some of the variables. */
        Map<String, Rational> next(boolean negative) {
            Map<String, Rational> point = new HashMap<>();
            for (String variable : variables) {
                Rational value = Rational.of(257 + random(4_096)).divideBy(1_009);
                point.put(variable, negative && random(3) > 0 ? value.negate() : value);
            }
            return point;
        }

        Map<String, Rational> whole() {
            Map<String, Rational> point = new HashMap<>();
            for (String variable : variables) {
                point.put(variable, Rational.of(2 + random(11)));
            }
            return point;
        }

        private long random(int bound) {
            state = state * MULTIPLIER + INCREMENT;
            return Long.remainderUnsigned(state >>> 33, bound);
        }
    }
}

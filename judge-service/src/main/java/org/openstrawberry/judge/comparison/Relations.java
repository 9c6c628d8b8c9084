package org.openstrawberry.judge.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Comparator;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.Variable;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Numbers.Measure;
import org.openstrawberry.judge.value.Sameness;

/** Compares equations and inequalities, and "x = 5" with 5. */
final class Relations {
    /** Sides of an approximation may differ by this part of their size; more is another answer. */
    private static final double NEAR = 0.01;

    private final Comparison comparison;
    private final Budget budget;

    Relations(Comparison comparison, Budget budget) {
        this.comparison = comparison;
        this.budget = budget;
    }

    Sameness same(Formula truth, Formula answer) {
        if (truth instanceof Relation left && answer instanceof Relation right) {
            return both(left, right);
        }
        return truth instanceof Relation relation ? withValue(relation, answer) : withValue((Relation) answer, truth);
    }

    /** A relation against something that is none: the value that it states. */
    private Sameness withValue(Relation relation, Formula other) {
        if (relation.signs().contains(Comparator.APPROXIMATE)) {
            return approximation(relation, other);
        }
        return stated(relation).map(value -> comparison.same(value, other)).orElse(Sameness.UNKNOWN);
    }

    /** "x = 5", "f(x) = 2x", "3 + 4 = 7": the last side. */
    private static Optional<Formula> stated(Relation relation) {
        boolean equal = relation.signs().stream().allMatch(sign -> sign == Comparator.EQUAL);
        Formula first = relation.sides().getFirst();
        Formula last = relation.sides().getLast();
        boolean calculation = Trees.isScalar(first) && Trees.variables(first).isEmpty();
        if (!equal) {
            return Optional.empty();
        }
        // "5 = x"
        if (relation.sides().size() == 2 && calculation && isName(last)) {
            return Optional.of(first);
        }
        return isName(first) || calculation ? Optional.of(last) : Optional.empty();
    }

    /** "x", "f(x)", "f^{-1}(x)": what a value is given to. */
    private static boolean isName(Formula formula) {
        return switch (formula) {
            case Variable _ -> true;
            case Formula.Group group -> group.elements().stream().allMatch(Variable.class::isInstance);
            case Operation operation
            when operation.operator() == Operator.MULTIPLY ->
                isFunctionName(operation.left()) && operation.right() instanceof Variable;
            default -> false;
        };
    }

    private static boolean isFunctionName(Formula formula) {
        return switch (formula) {
            case Variable variable -> "fghFGHPQpqry".contains(variable.name());
            case Operation operation
            when operation.operator() == Operator.POWER ->
                operation.left() instanceof Variable variable && "fgh".contains(variable.name());
            default -> false;
        };
    }

    /** "1/3 is about 0.33": either side, when both are near each other. */
    private Sameness approximation(Relation relation, Formula other) {
        List<Formula> sides =
                relation.sides().stream().filter(side -> !isName(side)).toList();
        Sameness found = Sameness.DIFFERENT;
        for (int side = 0; side < sides.size(); side++) {
            if (side > 0 && !isNear(sides.get(side - 1), sides.get(side))) {
                return Sameness.UNKNOWN;
            }
            found = found.or(comparison.same(sides.get(side), other));
        }
        return found;
    }

    private boolean isNear(Formula left, Formula right) {
        Optional<Double> first = real(left);
        Optional<Double> second = real(right);
        return first.isPresent()
                && second.isPresent()
                && Math.abs(first.get() - second.get()) <= NEAR * Math.abs(first.get());
    }

    private Optional<Double> real(Formula formula) {
        return Trees.isScalar(formula)
                ? Numbers.measure(formula, Map.of(), budget)
                        .filter(Measure::isReal)
                        .map(Measure::real)
                : Optional.empty();
    }

    private Sameness both(Relation left, Relation right) {
        if (isAssignment(left) && isAssignment(right)) {
            Sameness values =
                    comparison.same(left.sides().getLast(), right.sides().getLast());
            boolean sameName = left.sides().getFirst().equals(right.sides().getFirst());
            boolean function = !(left.sides().getFirst() instanceof Variable)
                    || !(right.sides().getFirst() instanceof Variable);
            if (sameName || (function && values == Sameness.SAME)) {
                return values;
            }
        }
        if (left.sides().size() != 2 || right.sides().size() != 2) {
            return chains(left, right);
        }
        if (!scalars(left) || !scalars(right)) {
            return Sameness.UNKNOWN;
        }
        Comparator leftSign = left.signs().getFirst();
        Comparator rightSign = right.signs().getFirst();
        if (leftSign == Comparator.EQUAL && rightSign == Comparator.EQUAL) {
            return Equations.compare(difference(left, false), difference(right, false), budget);
        }
        Comparator first = upward(leftSign);
        Comparator second = upward(rightSign);
        if (first != second) {
            return Sameness.DIFFERENT;
        }
        boolean directed = first == Comparator.LESS || first == Comparator.AT_MOST;
        return Equations.ratio(
                difference(left, leftSign != first), difference(right, rightSign != second), directed, budget);
    }

    /** "a = b = c" side by side. */
    private Sameness chains(Relation left, Relation right) {
        boolean same =
                left.signs().equals(right.signs()) && comparison.inOrder(left.sides(), right.sides()) == Sameness.SAME;
        return same ? Sameness.SAME : Sameness.UNKNOWN;
    }

    private static boolean isAssignment(Relation relation) {
        return relation.sides().size() == 2
                && relation.signs().getFirst() == Comparator.EQUAL
                && isName(relation.sides().getFirst());
    }

    private static boolean scalars(Relation relation) {
        return relation.sides().stream()
                .allMatch(side -> Trees.isScalar(side)
                        && !Trees.contains(
                                side,
                                part -> part instanceof Constant constant
                                        && constant.symbol() == Formula.Symbol.INFINITY));
    }

    private static Comparator upward(Comparator sign) {
        return switch (sign) {
            case GREATER -> Comparator.LESS;
            case AT_LEAST -> Comparator.AT_MOST;
            case EQUAL, APPROXIMATE, NOT_EQUAL, LESS, AT_MOST, ELEMENT -> sign;
        };
    }

    private static Formula difference(Relation relation, boolean turned) {
        Formula left = relation.sides().getFirst();
        Formula right = relation.sides().getLast();
        return turned ? new Operation(Operator.SUBTRACT, right, left) : new Operation(Operator.SUBTRACT, left, right);
    }
}

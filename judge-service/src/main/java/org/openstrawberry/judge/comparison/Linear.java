package org.openstrawberry.judge.comparison;

import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Sameness;

/**
 * An expression that is linear in its one variable.
 *
 * @param root where it is zero
 * @param rising whether it grows with the variable
 */
record Linear(Formula root, boolean rising) {

    /** Reads an expression as linear; empty when it is not, or is constant. */
    static Optional<Linear> of(Formula formula, String variable, Budget budget) {
        Formula atZero = at(formula, variable, 0);
        Formula slope = new Operation(Operator.SUBTRACT, at(formula, variable, 1), atZero);
        for (int probe : new int[] {2, -3, 7}) {
            Formula expected = new Operation(
                    Operator.ADD, atZero, new Operation(Operator.MULTIPLY, new Numeral(Rational.of(probe)), slope));
            if (Numbers.compare(at(formula, variable, probe), expected, Map.of(), budget) != Sameness.SAME) {
                return Optional.empty();
            }
        }
        return Numbers.measure(slope, Map.of(), budget)
                .filter(measure -> measure.isReal() && Math.abs(measure.real()) > 4 * measure.error())
                .map(measure ->
                        new Linear(new Negative(new Operation(Operator.DIVIDE, atZero, slope)), measure.real() > 0));
    }

    private static Formula at(Formula formula, String variable, int value) {
        return Trees.replace(formula, variable, new Numeral(Rational.of(value)));
    }
}

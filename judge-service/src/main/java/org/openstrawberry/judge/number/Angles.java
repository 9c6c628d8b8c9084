package org.openstrawberry.judge.number;

import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.Symbol;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.rational.Rational;

/** Degrees and radians. */
final class Angles {
    private static final Formula DEGREES_OF_A_RADIAN =
            new Operation(Operator.DIVIDE, new Numeral(Rational.of(180)), new Constant(Symbol.PI));

    private Angles() {}

    static Formula inDegrees(Formula radians) {
        return new Operation(Operator.MULTIPLY, radians, DEGREES_OF_A_RADIAN);
    }

    /** Whether a bare number can only be an angle in radians, where an angle is expected: it has pi in it. */
    static boolean isInRadians(Formula value) {
        return Trees.contains(value, part -> part instanceof Constant constant && constant.symbol() == Symbol.PI);
    }
}

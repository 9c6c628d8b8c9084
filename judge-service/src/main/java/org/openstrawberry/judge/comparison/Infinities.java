package org.openstrawberry.judge.comparison;

import java.util.Optional;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Symbol;

/** Infinity with its sign. Arithmetic with it has no value. */
final class Infinities {
    private Infinities() {}

    /** 1 or -1 for plus and minus infinity; empty for everything else. */
    static Optional<Integer> sign(Formula formula) {
        return switch (formula) {
            case Constant constant when constant.symbol() == Symbol.INFINITY -> Optional.of(1);
            case Negative negative -> sign(negative.operand()).map(sign -> -sign);
            default -> Optional.empty();
        };
    }
}

package org.openstrawberry.judge.expression;

import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.budget.InputLimits;

/** Counts the depth and the nodes of one expression while it is parsed. */
final class Bounds {
    private int depth;
    private int nodes;

    void enter() {
        depth++;
        if (depth > InputLimits.DEPTH) {
            throw new BudgetExceededException("an expression nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    Expression node(Expression expression) {
        nodes++;
        if (nodes > InputLimits.NODES) {
            throw new BudgetExceededException("an expression of too many parts");
        }
        return expression;
    }
}

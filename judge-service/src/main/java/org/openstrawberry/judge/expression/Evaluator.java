package org.openstrawberry.judge.expression;

import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.expression.Expression.Mixed;
import org.openstrawberry.judge.expression.Expression.Negative;
import org.openstrawberry.judge.expression.Expression.Numeral;
import org.openstrawberry.judge.expression.Expression.Operation;

/** The exact value of arithmetic. */
public final class Evaluator {
    private Evaluator() {}

    /**
     * The value; empty when there is none: a division by zero, a power that is not whole.
     *
     * @throws org.openstrawberry.judge.budget.BudgetExceededException when a number on the way is too large
     */
    public static Optional<Rational> value(Expression expression, Budget budget) {
        budget.spend(1);
        return switch (expression) {
            case Numeral numeral -> Optional.of(numeral.value());
            case Mixed mixed -> Optional.of(mixed.whole().add(mixed.fraction(), budget));
            case Negative negative -> value(negative.operand(), budget).map(Rational::negate);
            case Operation operation -> operation(operation, budget);
        };
    }

    private static Optional<Rational> operation(Operation operation, Budget budget) {
        Optional<Rational> left = value(operation.left(), budget);
        Optional<Rational> right = left.isEmpty() ? left : value(operation.right(), budget);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Rational first = left.get();
        Rational second = right.get();
        return switch (operation.operator()) {
            case ADD -> Optional.of(first.add(second, budget));
            case SUBTRACT -> Optional.of(first.subtract(second, budget));
            case MULTIPLY -> Optional.of(first.multiply(second, budget));
            case DIVIDE -> first.divide(second, budget);
            case POWER -> first.power(second, budget);
        };
    }
}

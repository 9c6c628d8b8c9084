package org.openstrawberry.judge.number;

import java.util.Map;
import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Sameness;

/** Compares quantities: value, percent sign, unit, and what was counted. */
final class QuantityComparison {
    private static final Rational HUNDREDTH = Rational.ONE.divideBy(100);

    private final NumberPolicy policy;
    private final Budget budget;

    QuantityComparison(NumberPolicy policy, Budget budget) {
        this.policy = policy;
        this.budget = budget;
    }

    Sameness compare(Quantity truth, Quantity answer) {
        boolean otherVariable = !truth.variable().isEmpty()
                && !answer.variable().isEmpty()
                && !truth.variable().equals(answer.variable());
        if (otherVariable) {
            return Sameness.DIFFERENT;
        }
        if (answer.percent() != truth.percent()) {
            return percent(truth, answer);
        }
        Unit truthUnit = truth.unit();
        Unit answerUnit = answer.unit();
        if (truthUnit != null && answerUnit != null) {
            return truthUnit.dimension().equals(answerUnit.dimension())
                    ? value(inBase(truth, truthUnit), inBase(answer, answerUnit))
                    : Sameness.DIFFERENT;
        }
        if (truthUnit != null && policy.units() == UnitPolicy.STRICT) {
            return Sameness.DIFFERENT;
        }
        Sameness same = value(truth.value(), answer.value());
        if (same == Sameness.SAME && !isSameThing(truth, answer)) {
            return Sameness.UNKNOWN;
        }
        return same == Sameness.DIFFERENT && isAngle(truth, answer) ? radians(truth, answer) : same;
    }

    private Formula inBase(Quantity quantity, Unit unit) {
        return Quantity.multiplied(quantity.value(), unit.factor(), budget);
    }

    private static boolean isAngle(Quantity truth, Quantity answer) {
        Unit unit = truth.unit() == null ? answer.unit() : truth.unit();
        Formula bare = truth.unit() == null ? truth.value() : answer.value();
        return unit != null && unit.dimension().equals(Unit.ANGLE) && Angles.isInRadians(bare);
    }

    private Sameness radians(Quantity truth, Quantity answer) {
        return truth.unit() == null
                ? value(Angles.inDegrees(truth.value()), answer.value())
                : value(truth.value(), Angles.inDegrees(answer.value()));
    }

    private static boolean isSameThing(Quantity truth, Quantity answer) {
        return answer.words().isEmpty()
                || truth.words().isEmpty()
                || answer.words().stream()
                        .anyMatch(word -> truth.words().stream().anyMatch(other -> isSameWord(word, other)));
    }

    private static boolean isSameWord(String word, String other) {
        return word.equals(other) || word.equals(other + "s") || other.equals(word + "s");
    }

    private Sameness percent(Quantity truth, Quantity answer) {
        Formula truthPart = truth.percent() ? hundredths(truth) : truth.value();
        Formula answerPart = answer.percent() ? hundredths(answer) : answer.value();
        Sameness exact = value(truthPart, answerPart);
        return policy.percent() == PercentPolicy.LENIENT ? exact.or(value(truth.value(), answer.value())) : exact;
    }

    private Formula hundredths(Quantity quantity) {
        return Quantity.multiplied(quantity.value(), HUNDREDTH, budget);
    }

    private Sameness value(Formula truth, Formula answer) {
        Sameness same = Quantity.same(truth, answer, budget);
        Tolerance tolerance = policy.tolerance();
        return same == Sameness.SAME || tolerance.isNone() ? same : near(truth, answer, tolerance);
    }

    private Sameness near(Formula truth, Formula answer, Tolerance tolerance) {
        var first = Numbers.decimal(truth, Map.of(), budget);
        var second = Numbers.decimal(answer, Map.of(), budget);
        if (first.isEmpty() || second.isEmpty()) {
            return Sameness.UNKNOWN;
        }
        Rational wanted = first.get();
        Rational size = wanted.signum() < 0 ? wanted.negate() : wanted;
        Rational allowed = tolerance.relative() ? tolerance.amount().multiply(size, budget) : tolerance.amount();
        Rational gap = wanted.subtract(second.get(), budget);
        return Sameness.of((gap.signum() < 0 ? gap.negate() : gap).compareTo(allowed) <= 0);
    }
}

package org.openstrawberry.judge;

import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;
import org.openstrawberry.judge.number.NumberPolicy;
import org.openstrawberry.judge.number.Tolerance;

/**
 * How answers are compared where people differ.
 *
 * @param type the kind of answer; AUTO finds it from the ground truth
 * @param numbers percent signs, units and tolerance
 * @param order whether a bare list is compared in order
 */
public record AnswerPolicy(AnswerType type, NumberPolicy numbers, ElementOrder order) {
    /** The default policy for a kind of answer: lenient percent signs and units, bare lists in any order, exact numbers. */
    public static AnswerPolicy of(AnswerType type) {
        return of(type, ComparisonPolicy.DEFAULT);
    }

    /** The policy of a problem set for a kind of answer. */
    public static AnswerPolicy of(AnswerType type, ComparisonPolicy policy) {
        Tolerance tolerance = Tolerance.parse(policy.tolerance()).orElse(Tolerance.NONE);
        return new AnswerPolicy(type, new NumberPolicy(policy.percent(), policy.units(), tolerance), policy.order());
    }

    /** The same policy with another meaning of percent signs. */
    public AnswerPolicy withPercent(PercentPolicy other) {
        return new AnswerPolicy(type, new NumberPolicy(other, numbers.units(), numbers.tolerance()), order);
    }

    /** The same policy with another need of units. */
    public AnswerPolicy withUnits(UnitPolicy other) {
        return new AnswerPolicy(type, new NumberPolicy(numbers.percent(), other, numbers.tolerance()), order);
    }

    /** The same policy with another tolerance of numbers. */
    public AnswerPolicy withTolerance(Tolerance other) {
        return new AnswerPolicy(type, new NumberPolicy(numbers.percent(), numbers.units(), other), order);
    }

    /** The same policy with another order of bare lists. */
    public AnswerPolicy withOrder(ElementOrder other) {
        return new AnswerPolicy(type, numbers, other);
    }
}

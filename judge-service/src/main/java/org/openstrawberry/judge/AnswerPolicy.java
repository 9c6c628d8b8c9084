package org.openstrawberry.judge;

import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.judge.comparison.ElementOrder;
import org.openstrawberry.judge.number.NumberPolicy;
import org.openstrawberry.judge.number.PercentPolicy;
import org.openstrawberry.judge.number.Tolerance;
import org.openstrawberry.judge.number.UnitPolicy;

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
        return new AnswerPolicy(
                type, new NumberPolicy(PercentPolicy.LENIENT, UnitPolicy.LENIENT, Tolerance.NONE), ElementOrder.ANY);
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

package org.openstrawberry.judge;

import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.judge.list.ElementOrder;
import org.openstrawberry.judge.number.PercentPolicy;

/**
 * How answers are compared where people differ.
 *
 * @param type the kind of answer; AUTO finds it from the ground truth
 * @param percent what a percent sign means when only one side has one
 * @param order whether a bare list is compared in order
 */
public record AnswerPolicy(AnswerType type, PercentPolicy percent, ElementOrder order) {
    /** The default policy for a kind of answer: lenient percent signs, bare lists in any order. */
    public static AnswerPolicy of(AnswerType type) {
        return new AnswerPolicy(type, PercentPolicy.LENIENT, ElementOrder.ANY);
    }

    /** The same policy with another meaning of percent signs. */
    public AnswerPolicy withPercent(PercentPolicy other) {
        return new AnswerPolicy(type, other, order);
    }

    /** The same policy with another order of bare lists. */
    public AnswerPolicy withOrder(ElementOrder other) {
        return new AnswerPolicy(type, percent, other);
    }
}

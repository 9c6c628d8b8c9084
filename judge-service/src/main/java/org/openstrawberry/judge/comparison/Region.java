package org.openstrawberry.judge.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.SetOperator;

/** A set of real numbers. */
sealed interface Region {
    /** No number. */
    record Empty() implements Region {}

    /**
     * The numbers between two ends; a missing end is infinite.
     *
     * @param lowClosed whether the lower end belongs to it
     */
    record Interval(Optional<Formula> low, boolean lowClosed, Optional<Formula> high, boolean highClosed)
            implements Region {}

    /** Two regions and what is done with them. */
    record Combination(SetOperator operator, Region left, Region right) implements Region {}

    /** All real numbers. */
    static Region all() {
        return new Interval(Optional.empty(), false, Optional.empty(), false);
    }

    /** One number. */
    static Region point(Formula value) {
        return new Interval(Optional.of(value), true, Optional.of(value), true);
    }

    /** The finite ends. */
    default List<Formula> ends() {
        List<Formula> ends = new ArrayList<>();
        switch (this) {
            case Empty _ -> {}
            case Interval interval -> {
                interval.low().ifPresent(ends::add);
                interval.high().ifPresent(ends::add);
            }
            case Combination combination -> {
                ends.addAll(combination.left().ends());
                ends.addAll(combination.right().ends());
            }
        }
        return ends;
    }
}

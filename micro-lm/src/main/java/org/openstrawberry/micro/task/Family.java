package org.openstrawberry.micro.task;

import java.util.SplittableRandom;

/** The kinds of problems. */
public enum Family {
    /** Something grows, shrinks and multiplies: how much is there at the end? */
    CHAIN,
    /** Several people have more, fewer or so many times as many as another: how do two of them compare? */
    COMPARISON,
    /** A number is calculated with and the result is told: what was the number? */
    EQUATION;

    Problem draw(Level level, SplittableRandom random) {
        return switch (this) {
            case CHAIN -> ChainMaker.make(level, random);
            case COMPARISON -> ComparisonMaker.make(level, random);
            case EQUATION -> EquationMaker.make(level, random);
        };
    }
}

package org.openstrawberry.micro.task;

import java.util.List;

/**
 * How hard a problem is.
 *
 * @param number from 1, the easiest
 * @param operations calculations that it takes
 * @param maxOperand the largest number that is given, factors aside
 * @param maxFactor the largest factor; 1 for no multiplication
 */
public record Level(int number, int operations, int maxOperand, int maxFactor) {

    /** The levels, from the easiest to the hardest. */
    public static final List<Level> ALL = List.of(
            new Level(1, 2, 20, 1),
            new Level(2, 3, 60, 3),
            new Level(3, 4, 99, 5),
            new Level(4, 4, 150, 6),
            new Level(5, 5, 120, 5),
            new Level(6, 5, 200, 7));

    /**
     * A level, from 1 to 6.
     *
     * @throws IllegalArgumentException if there is no such level
     */
    public static Level of(int number) {
        if (number < 1 || number > ALL.size()) {
            throw new IllegalArgumentException("no level " + number);
        }
        return ALL.get(number - 1);
    }
}

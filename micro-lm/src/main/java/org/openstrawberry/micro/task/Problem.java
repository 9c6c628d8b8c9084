package org.openstrawberry.micro.task;

import java.util.List;

/**
 * A word problem.
 *
 * @param family what kind it is
 * @param level how hard
 * @param text what is asked
 * @param content numbers and operations without names: what decides about the split
 * @param steps the working, every step right
 * @param answer the ground truth
 */
public record Problem(Family family, Level level, String text, String content, List<Step> steps, int answer) {

    /** Keeps a copy of the steps. */
    public Problem {
        steps = List.copyOf(steps);
    }

    /** The split that it is in. */
    public Split split() {
        return Split.of(content);
    }
}

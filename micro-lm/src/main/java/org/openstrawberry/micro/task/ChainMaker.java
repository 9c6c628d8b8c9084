package org.openstrawberry.micro.task;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Such as: Hana has 44 shells. Then has 2 times as many. Gives away 23. How many are there now? */
final class ChainMaker {

    private ChainMaker() {}

    static Problem make(Level level, SplittableRandom random) {
        int value = Draw.start(level, random);
        StringBuilder text = new StringBuilder(Draw.names(1, random).getFirst())
                .append(" has ")
                .append(value)
                .append(Draw.things(random));
        StringBuilder content = new StringBuilder("chain ").append(value);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < level.operations(); i++) {
            Step step = Draw.step(value, level, random);
            steps.add(step);
            value = step.result();
            content.append(step.operation().sign()).append(step.right());
            switch (step.operation()) {
                case ADD -> text.append(". Finds ").append(step.right()).append(" more");
                case SUBTRACT -> text.append(". Gives away ").append(step.right());
                case MULTIPLY, DIVIDE ->
                    text.append(". Then has ").append(step.right()).append(" times as many");
            }
        }
        text.append(". How many are there now?");
        return new Problem(Family.CHAIN, level, text.toString(), content.toString(), steps, value);
    }
}

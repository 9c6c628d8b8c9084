package org.openstrawberry.micro.task;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Such as: Hana has 44 coins. Omar has 23 more than Hana. How many have Hana and Omar together? */
final class ComparisonMaker {

    private ComparisonMaker() {}

    static Problem make(Level level, SplittableRandom random) {
        int people = level.operations();
        List<String> names = Draw.names(people, random);
        int first = Draw.start(level, random);
        int value = first;
        StringBuilder text = new StringBuilder(names.getFirst())
                .append(" has ")
                .append(first)
                .append(Draw.things(random));
        StringBuilder content = new StringBuilder("comparison ").append(first);
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < people; i++) {
            Step step = Draw.step(value, level, random);
            steps.add(step);
            value = step.result();
            content.append(step.operation().sign()).append(step.right());
            text.append(". ").append(names.get(i)).append(" has ").append(step.right());
            text.append(relation(step.operation())).append(names.get(i - 1));
        }
        boolean together = value <= first || random.nextBoolean();
        Step last = Step.of(together ? Operation.ADD : Operation.SUBTRACT, value, first);
        steps.add(last);
        content.append(together ? " sum" : " difference");
        if (together) {
            text.append(". How many have ").append(names.getLast()).append(" and ");
            text.append(names.getFirst()).append(" together?");
        } else {
            text.append(". How many more has ").append(names.getLast()).append(" than ");
            text.append(names.getFirst()).append('?');
        }
        return new Problem(Family.COMPARISON, level, text.toString(), content.toString(), steps, last.result());
    }

    private static String relation(Operation operation) {
        return switch (operation) {
            case ADD -> " more than ";
            case SUBTRACT -> " fewer than ";
            case MULTIPLY, DIVIDE -> " times as many as ";
        };
    }
}

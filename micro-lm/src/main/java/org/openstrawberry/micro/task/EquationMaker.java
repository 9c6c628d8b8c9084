package org.openstrawberry.micro.task;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Such as: A number, times 3, plus 5 is 44. What is the number? It is worked out from the end. */
final class EquationMaker {

    private EquationMaker() {}

    static Problem make(Level level, SplittableRandom random) {
        int wanted = Draw.start(level, random);
        int value = wanted;
        StringBuilder text = new StringBuilder("A number");
        StringBuilder content = new StringBuilder("equation ").append(wanted);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < level.operations(); i++) {
            Step forward = Draw.step(value, level, random);
            value = forward.result();
            steps.addFirst(Step.of(forward.operation().inverse(), value, forward.right()));
            content.append(forward.operation().sign()).append(forward.right());
            switch (forward.operation()) {
                case ADD -> text.append(", plus ");
                case SUBTRACT -> text.append(", minus ");
                case MULTIPLY, DIVIDE -> text.append(", times ");
            }
            text.append(forward.right());
        }
        text.append(" is ").append(value).append(". What is the number?");
        return new Problem(Family.EQUATION, level, text.toString(), content.toString(), steps, wanted);
    }
}

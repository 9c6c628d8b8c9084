package org.openstrawberry.micro.evaluate;

import java.util.List;
import java.util.SplittableRandom;
import org.openstrawberry.micro.task.Operation;
import org.openstrawberry.micro.task.Step;

/** The kinds of mistakes that are put into right workings to test critics. */
public enum Mistake {
    /** One digit of the result is another. */
    DIGIT,
    /** Calculated rightly with a number that the problem does not give. */
    OPERAND,
    /** Calculated rightly with another operation. */
    OPERATION,
    /** Calculated rightly with another number than the step before ended with. */
    CARRIED;

    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    /** A draw of a wrong step; it may turn out impossible or right. */
    Step draw(Step right, SplittableRandom random) {
        Operation operation = right.operation();
        return switch (this) {
            case DIGIT -> new Step(operation, right.left(), right.right(), otherDigit(right.result(), random));
            case OPERAND -> Step.of(operation, right.left(), Math.max(1, right.right() + offset(random)));
            case OPERATION -> Step.of(OPERATIONS.get(random.nextInt(OPERATIONS.size())), right.left(), right.right());
            case CARRIED -> Step.of(operation, otherDigit(right.left(), random), right.right());
        };
    }

    private static int offset(SplittableRandom random) {
        int size = random.nextInt(1, 10);
        return random.nextBoolean() ? size : -size;
    }

    private static int otherDigit(int number, SplittableRandom random) {
        String digits = String.valueOf(number);
        int place = 1;
        for (int i = random.nextInt(digits.length()); i > 0; i--) {
            place *= 10;
        }
        int old = number / place % 10;
        return number + (random.nextInt(10) - old) * place;
    }

    static boolean isPossible(Step step) {
        boolean whole = step.operation() != Operation.DIVIDE || step.left() % step.right() == 0;
        return step.left() > 0 && step.right() > 1 && step.result() > 0 && whole;
    }
}

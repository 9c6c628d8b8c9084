package org.openstrawberry.micro.task;

/**
 * One calculation.
 *
 * @param result what is claimed to come out
 */
public record Step(Operation operation, int left, int right, int result) {

    /** A step that is right. */
    public static Step of(Operation operation, int left, int right) {
        return new Step(operation, left, right, operation.apply(left, right));
    }

    /** Such as {@code 44*2=88}. */
    public String calculation() {
        return left + "" + operation.sign() + right + "=" + result;
    }

    /** As a model writes it, such as {@code Step 1: multiply}, a line break and {@code 44*2=88}. */
    public String text(int number) {
        return "Step " + number + ": " + operation.word() + "\n" + calculation();
    }
}

package org.openstrawberry.micro.task;

/** One of the four kinds of calculation. */
public enum Operation {
    /** a + b. */
    ADD("add", '+'),
    /** a - b. */
    SUBTRACT("subtract", '-'),
    /** a * b. */
    MULTIPLY("multiply", '*'),
    /** a / b, without a rest. */
    DIVIDE("divide", '/');

    private final String word;
    private final char sign;

    Operation(String word, char sign) {
        this.word = word;
        this.sign = sign;
    }

    /** What it is called in a step's title. */
    public String word() {
        return word;
    }

    /** What stands between the numbers. */
    public char sign() {
        return sign;
    }

    /** The result. */
    public int apply(int left, int right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
    }

    /** The operation that undoes it. */
    public Operation inverse() {
        return switch (this) {
            case ADD -> SUBTRACT;
            case SUBTRACT -> ADD;
            case MULTIPLY -> DIVIDE;
            case DIVIDE -> MULTIPLY;
        };
    }
}

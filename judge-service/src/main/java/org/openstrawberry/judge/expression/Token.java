package org.openstrawberry.judge.expression;

/**
 * A piece of arithmetic.
 *
 * @param text the sign itself, or the numeral's digits
 */
record Token(Kind kind, String text) {
    enum Kind {
        NUMERAL,
        /** One of + - * / ^. */
        OPERATOR,
        OPEN,
        CLOSE,
        /** The command \frac. */
        FRACTION
    }

    boolean is(char sign) {
        return text.length() == 1 && text.charAt(0) == sign;
    }

    /** The bracket that closes this one. */
    String closing() {
        return switch (text) {
            case "(" -> ")";
            case "[" -> "]";
            default -> "}";
        };
    }
}

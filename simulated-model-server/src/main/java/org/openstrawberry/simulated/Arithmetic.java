package org.openstrawberry.simulated;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Evaluates {@code + - * /} and brackets over decimal numbers, by recursive descent. */
final class Arithmetic {

    private static final int MAX_LENGTH = 500;

    private final String text;
    private int position;

    private Arithmetic(String text) {
        this.text = text;
    }

    /** The value without trailing zeros; empty if the text is no expression or divides by zero. */
    static Optional<String> evaluate(String expression) {
        String dense = expression.replaceAll("\\s+", "");
        if (dense.isEmpty() || dense.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Arithmetic parser = new Arithmetic(dense);
        try {
            BigDecimal value = parser.sum();
            return parser.position == dense.length()
                    ? Optional.of(
                            value.compareTo(BigDecimal.ZERO) == 0
                                    ? "0"
                                    : value.stripTrailingZeros().toPlainString())
                    : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private BigDecimal sum() {
        BigDecimal value = product();
        while (true) {
            if (take('+')) {
                value = value.add(product());
            } else if (take('-')) {
                value = value.subtract(product());
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() {
        BigDecimal value = factor();
        while (true) {
            if (take('*')) {
                value = value.multiply(factor());
            } else if (take('/')) {
                value = value.divide(factor(), MathContext.DECIMAL64);
            } else {
                return value;
            }
        }
    }

    private BigDecimal factor() {
        if (take('-')) {
            return factor().negate();
        }
        if (take('(')) {
            BigDecimal inner = sum();
            if (!take(')')) {
                throw new NumberFormatException("a bracket is not closed");
            }
            return inner;
        }
        int start = position;
        while (position < text.length() && (Character.isDigit(text.charAt(position)) || text.charAt(position) == '.')) {
            position++;
        }
        return new BigDecimal(text.substring(start, position));
    }

    private boolean take(char wanted) {
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }
}

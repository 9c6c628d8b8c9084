package org.openstrawberry.judge.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts arithmetic into tokens, in one pass. Text that holds anything else is no arithmetic: empty. Thousands separators
 * are commas before exactly three digits; a comma anywhere else is no part of a number.
 */
final class Tokenizer {
    private static final String FRACTION = "\\frac";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    static Optional<List<Token>> tokens(String text) {
        return new Tokenizer(text).run();
    }

    private Optional<List<Token>> run() {
        while (at < text.length()) {
            char current = text.charAt(at);
            if (Character.isWhitespace(current)) {
                at++;
            } else if (isDigit(at) || (current == '.' && isDigit(at + 1))) {
                if (!numeral()) {
                    return Optional.empty();
                }
            } else if ("+-*/^".indexOf(current) >= 0) {
                sign(Token.Kind.OPERATOR, current);
            } else if (current == '(' || current == '{' || current == '[') {
                sign(Token.Kind.OPEN, current);
            } else if (current == ')' || current == '}' || current == ']') {
                sign(Token.Kind.CLOSE, current);
            } else if (text.startsWith(FRACTION, at)) {
                at += FRACTION.length();
                fractionDigits();
            } else {
                return Optional.empty();
            }
        }
        return tokens.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(tokens));
    }

    private void sign(Token.Kind kind, char sign) {
        tokens.add(new Token(kind, String.valueOf(sign)));
        at++;
    }

    /** After \frac a bare digit is an argument by itself: \frac43 is four thirds. */
    private void fractionDigits() {
        tokens.add(new Token(Token.Kind.FRACTION, FRACTION));
        for (int argument = 0; argument < 2; argument++) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (!isDigit(at)) {
                return;
            }
            tokens.add(new Token(Token.Kind.NUMERAL, text.substring(at, at + 1)));
            at++;
        }
    }

    private boolean numeral() {
        int start = at;
        while (isDigit(at)) {
            at++;
        }
        StringBuilder numeral = new StringBuilder(text.substring(start, at));
        if (at > start && at - start <= 3) {
            while (isSeparatedGroup(at)) {
                numeral.append(text, at + 1, at + 4);
                at += 4;
            }
        }
        if (at < text.length() && text.charAt(at) == '.') {
            numeral.append('.');
            at++;
            while (isDigit(at)) {
                numeral.append(text.charAt(at));
                at++;
            }
        }
        exponent(numeral);
        if (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == '.')) {
            return false;
        }
        tokens.add(new Token(Token.Kind.NUMERAL, numeral.toString()));
        return true;
    }

    private boolean isSeparatedGroup(int comma) {
        return comma < text.length()
                && text.charAt(comma) == ','
                && isDigit(comma + 1)
                && isDigit(comma + 2)
                && isDigit(comma + 3)
                && !isDigit(comma + 4);
    }

    private void exponent(StringBuilder numeral) {
        if (at >= text.length() || (text.charAt(at) != 'e' && text.charAt(at) != 'E')) {
            return;
        }
        int digits = at + 1;
        if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
            digits++;
        }
        int end = digits;
        while (isDigit(end)) {
            end++;
        }
        if (end > digits) {
            numeral.append('e').append(text, at + 1, end);
            at = end;
        }
    }

    private boolean isDigit(int position) {
        return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }
}

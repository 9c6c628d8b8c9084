package org.openstrawberry.judge.formula;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.text.Latex;

/**
 * Cuts mathematics into lexemes, in one pass. The text has been through {@link Latex#strip}: sizes, spacing and text
 * commands are gone. Commas between digits separate thousands or elements, see {@link NumeralScanner}.
 */
final class Lexer {
    private static final String SIGNS = "+-*/^_()[]{}|,;:=<>!&%" + Latex.OPEN_SET + Latex.CLOSE_SET;

    private final String text;
    private final NumeralScanner numerals;

    private final List<Lexeme> lexemes = new ArrayList<>();
    private boolean spaced;
    private int depth;
    private int at;
    /** How many one-digit arguments a command before still wants: \frac12 is one half. */
    private int singles;

    private Lexer(String text, Budget budget) {
        this.text = text;
        this.numerals = new NumeralScanner(text, budget);
    }

    static List<Lexeme> lexemes(String text, Budget budget) {
        Lexer lexer = new Lexer(text, budget);
        lexer.run();
        return lexer.lexemes;
    }

    private void run() {
        while (at < text.length()) {
            char current = text.charAt(at);
            if (Character.isWhitespace(current)) {
                spaced = true;
                at++;
                continue;
            }
            if (numerals.startsAt(at)) {
                number();
            } else if (current == '\\') {
                command();
            } else if (isLetter(current)) {
                letters();
            } else if (SIGNS.indexOf(current) >= 0) {
                sign(current);
            } else {
                throw new UnreadableException();
            }
            spaced = false;
        }
    }

    private void add(Kind kind, String lexeme) {
        lexemes.add(new Lexeme(kind, lexeme, spaced));
    }

    private void number() {
        if (singles > 0) {
            if (!numerals.isDigit(at)) {
                throw new UnreadableException();
            }
            singles--;
            add(Kind.NUMBER, text.substring(at, at + 1));
            at++;
            return;
        }
        int start = at;
        at = numerals.scan(at, depth > 0);
        add(Kind.NUMBER, numerals.digits());
        if (at == start) {
            throw new UnreadableException();
        }
    }

    private void command() {
        int end = at + 1;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at + 1, end);
        if (name.isEmpty()) {
            rowOrBars();
            return;
        }
        at = end;
        if (name.equals("begin") || name.equals("end")) {
            environment(name);
            return;
        }
        singles = switch (name) {
            case "frac", "binom", "dbinom", "tbinom" -> 2;
            default -> 0;
        };
        boolean known = name.equals("pi") || Names.comparator(name).isPresent();
        add(known ? Kind.NAME : Kind.COMMAND, name);
    }

    private void rowOrBars() {
        if (at + 1 >= text.length()) {
            throw new UnreadableException();
        }
        char next = text.charAt(at + 1);
        at += 2;
        switch (next) {
            case '\\' -> add(Kind.COMMAND, "row");
            case '|' -> add(Kind.COMMAND, "Vert");
            default -> throw new UnreadableException();
        }
    }

    private void environment(String name) {
        int open = at;
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        int close = open < text.length() && text.charAt(open) == '{' ? text.indexOf('}', open) : -1;
        if (close < 0) {
            throw new UnreadableException();
        }
        add(
                name.equals("begin") ? Kind.BEGIN : Kind.END,
                text.substring(open + 1, close).strip());
        at = close + 1;
    }

    private void letters() {
        int end = at;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        for (String piece : LetterRuns.pieces(text.substring(at, end))) {
            add(Kind.NAME, piece);
            spaced = false;
        }
        if (singles > 0) {
            singles--;
        }
        at = end;
    }

    private void sign(char sign) {
        String two = at + 1 < text.length() ? text.substring(at, at + 2) : "";
        if (two.equals("<=") || two.equals(">=") || two.equals("!=")) {
            add(Kind.SIGN, two);
            at += 2;
            return;
        }
        if ("([".indexOf(sign) >= 0 || sign == Latex.OPEN_SET || sign == '{') {
            depth++;
            singles = 0;
        } else if (")]}".indexOf(sign) >= 0 || sign == Latex.CLOSE_SET) {
            depth--;
        }
        if (two.equals("**")) {
            add(Kind.SIGN, "^");
            at += 2;
            return;
        }
        add(Kind.SIGN, String.valueOf(sign));
        at++;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || isGreek(character);
    }

    private static boolean isGreek(char character) {
        return character >= '\u0391' && character <= '\u03C9';
    }
}

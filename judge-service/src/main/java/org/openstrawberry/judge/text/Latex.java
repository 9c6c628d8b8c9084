package org.openstrawberry.judge.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.openstrawberry.judge.budget.InputLimits;

/**
 * Takes the typesetting out of LaTeX and leaves the mathematics: spacing, sizes and text commands go, aliases get one
 * name. One linear pass; braces of text commands are matched on a bounded stack.
 */
public final class Latex {
    /** The braces of a set, which LaTeX tells apart from braces that group. */
    public static final char OPEN_SET = '\u2983';

    public static final char CLOSE_SET = '\u2984';

    private static final Set<String> DROPPED = Set.of(
            "left",
            "right",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "displaystyle",
            "textstyle",
            "middle",
            "scriptstyle",
            "biggl",
            "biggr",
            "Biggl",
            "Biggr",
            "rm",
            "bf",
            "it");
    private static final Set<String> TEXT = Set.of(
            "text",
            "mbox",
            "hbox",
            "mathrm",
            "textrm",
            "textbf",
            "mathbf",
            "textit",
            "mathit",
            "boldsymbol",
            "emph",
            "operatorname",
            "mathsf",
            "mathtt",
            "texttt",
            "textsf",
            "textnormal",
            "mathcal",
            "vec",
            "boxed",
            "fbox");
    private static final Set<String> SPACES =
            Set.of("quad", "qquad", "thinspace", "space", "hspace", "enspace", "nonumber", "limits", "nolimits");

    private final String source;
    private final StringBuilder plain;
    /** One entry per open brace: whether its closing brace is dropped. */
    private final Deque<Boolean> braces = new ArrayDeque<>();

    private int at;

    private Latex(String source) {
        this.source = source;
        this.plain = new StringBuilder(source.length());
    }

    /** The mathematics of the text, which may be plain already. */
    public static String strip(String text) {
        return text.indexOf('\\') < 0 ? text.replace('~', ' ') : new Latex(text).run();
    }

    private String run() {
        while (at < source.length()) {
            char current = source.charAt(at);
            at++;
            switch (current) {
                case '\\' -> command();
                case '{' -> open(false);
                case '}' -> close();
                case '~' -> plain.append(' ');
                default -> plain.append(current);
            }
        }
        return plain.toString();
    }

    private void open(boolean dropped) {
        if (braces.size() < InputLimits.PARSER) {
            braces.push(dropped);
        }
        plain.append(dropped ? ' ' : '{');
    }

    private void close() {
        Boolean dropped = braces.poll();
        plain.append(dropped != null && dropped ? ' ' : '}');
    }

    private void command() {
        int start = at;
        while (at < source.length() && isLetter(source.charAt(at))) {
            at++;
        }
        if (at == start) {
            escape();
            return;
        }
        String name = source.substring(start, at);
        if (TEXT.contains(name)) {
            if (peek('{')) {
                at++;
                open(true);
            }
        } else if (SPACES.contains(name)) {
            plain.append(' ');
        } else if (!DROPPED.contains(name)) {
            named(name);
        }
    }

    private void named(String name) {
        switch (name) {
            case "frac", "dfrac", "tfrac", "cfrac" -> plain.append("\\frac");
            case "cdot", "times", "ast", "cdotp", "bullet" -> plain.append('*');
            case "div" -> plain.append('/');
            case "circ", "degree" -> degrees();
            case "leq", "leqslant" -> plain.append("\\le ");
            case "geq", "geqslant" -> plain.append("\\ge ");
            case "neq" -> plain.append("\\ne ");
            case "lbrace" -> plain.append(OPEN_SET);
            case "rbrace" -> plain.append(CLOSE_SET);
            default -> plain.append('\\').append(name).append(' ');
        }
    }

    private void degrees() {
        if (endsWith("^{") && !braces.isEmpty()) {
            plain.setLength(plain.length() - 2);
            braces.pop();
            braces.push(true);
        } else if (endsWith("^")) {
            plain.setLength(plain.length() - 1);
        }
        plain.append(" degrees ");
    }

    private void escape() {
        if (at >= source.length()) {
            plain.append('\\');
            return;
        }
        char escaped = source.charAt(at);
        at++;
        switch (escaped) {
            // A negative thin space glues: "10,\! 080" is 10,080.
            case '!' -> {
                while (peek(' ')) {
                    at++;
                }
            }
            case ',', ';', ':', ' ', '(', ')', '[', ']', '>', '\n' -> plain.append(' ');
            case '$', '%', '&', '#', '_' -> plain.append(escaped);
            // The braces of a set; they are not on the stack of grouping braces.
            case '{' -> plain.append(OPEN_SET);
            case '}' -> plain.append(CLOSE_SET);
            default -> plain.append('\\').append(escaped);
        }
    }

    private boolean peek(char wanted) {
        return at < source.length() && source.charAt(at) == wanted;
    }

    private boolean endsWith(String suffix) {
        int from = plain.length() - suffix.length();
        return from >= 0 && plain.indexOf(suffix, from) == from;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}

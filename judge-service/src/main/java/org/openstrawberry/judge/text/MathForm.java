package org.openstrawberry.judge.text;

import java.util.Set;

/**
 * The normal form of mathematics that is compared as text: no spaces, arguments always in braces. A space between two
 * digits stays, so that "1 2" never becomes 12.
 */
public final class MathForm {
    private static final Set<Character> SPACES = Set.of(' ', '\n', '\t');

    private MathForm() {}

    /** The form of a text as it was written. */
    public static String ofText(String text) {
        return of(Latex.strip(PlainText.of(text)));
    }

    /** The form of a text that {@link PlainText} and {@link Latex} have been through. */
    public static String of(String plain) {
        String shown = plain.replace(Latex.OPEN_SET, '{').replace(Latex.CLOSE_SET, '}');
        return dropTimes(unbraceScripts(braceArguments(dropSpaces(Trim.answer(shown)))));
    }

    private static String dropSpaces(String text) {
        StringBuilder form = new StringBuilder(text.length());
        boolean space = false;
        for (int at = 0; at < text.length(); at++) {
            char current = text.charAt(at);
            if (SPACES.contains(current)) {
                space = true;
                continue;
            }
            if (space && !form.isEmpty() && joins(form.charAt(form.length() - 1), current)) {
                form.append(' ');
            }
            space = false;
            form.append(current);
        }
        return form.toString();
    }

    private static boolean joins(char before, char after) {
        return Character.isLetterOrDigit(before)
                && Character.isLetterOrDigit(after)
                && Character.isDigit(before) == Character.isDigit(after);
    }

    /** Puts one-character arguments of fractions and roots into braces: \frac43 is \frac{4}{3}. */
    private static String braceArguments(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder form = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int arguments = text.startsWith("\\frac", at) ? 2 : text.startsWith("\\sqrt", at) ? 1 : 0;
            if (arguments == 0) {
                form.append(text.charAt(at));
                at++;
                continue;
            }
            form.append(text, at, at + 5);
            at += 5;
            while (arguments > 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                form.append('{').append(text.charAt(at)).append('}');
                at++;
                arguments--;
            }
            if (arguments == 2 && at < text.length() && text.charAt(at) == '{') {
                at = copyBracedThenBrace(text, at, form);
            }
        }
        return form.toString();
    }

    /** \frac{270}7: a flat first argument in braces, then a bare second one. Nested ones are left as they are. */
    private static int copyBracedThenBrace(String text, int open, StringBuilder form) {
        int at = open + 1;
        while (at < text.length() && text.charAt(at) != '}' && text.charAt(at) != '{' && text.charAt(at) != '\\') {
            at++;
        }
        if (at + 1 >= text.length() || text.charAt(at) != '}' || !Character.isLetterOrDigit(text.charAt(at + 1))) {
            return copy(text, open, form);
        }
        form.append(text, open, at + 1).append('{').append(text.charAt(at + 1)).append('}');
        return at + 2;
    }

    private static int copy(String text, int at, StringBuilder form) {
        form.append(text.charAt(at));
        return at + 1;
    }

    /** x^{2} is x^2, 4210_{5} is 4210_5. */
    private static String unbraceScripts(String text) {
        StringBuilder form = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char current = text.charAt(at);
            form.append(current);
            at++;
            if ((current == '^' || current == '_')
                    && at + 2 < text.length()
                    && text.charAt(at) == '{'
                    && text.charAt(at + 2) == '}') {
                form.append(text.charAt(at + 1));
                at += 3;
            }
        }
        return form.toString();
    }

    /** A times sign before a letter, command or bracket says nothing: 3*\sqrt{2} is 3\sqrt{2}. */
    private static String dropTimes(String text) {
        StringBuilder form = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char current = text.charAt(at);
            boolean silent = current == '*'
                    && at > 0
                    && at + 1 < text.length()
                    && text.charAt(at - 1) != '*'
                    && (Character.isLetter(text.charAt(at + 1))
                            || text.charAt(at + 1) == '\\'
                            || text.charAt(at + 1) == '(');
            if (!silent) {
                form.append(current);
            }
        }
        return form.toString();
    }
}

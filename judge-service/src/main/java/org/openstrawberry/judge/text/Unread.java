package org.openstrawberry.judge.text;

import org.openstrawberry.judge.budget.InputLimits;

/**
 * An answer that could not be read as what the ground truth is. It is never correct; whether it is wrong or undecided is
 * policy: negations, alternatives, lists and plain words are wrong, mathematics that is not understood is undecided.
 */
public final class Unread {
    private Unread() {}

    /** Whether the answer might be right after all, written in a way that is not understood. */
    public static boolean mayBeRight(String text) {
        String plain = Latex.strip(PlainText.of(text));
        if (Words.hasDoubt(plain) || plain.indexOf(',') >= 0) {
            return false;
        }
        boolean formula = plain.indexOf('\\') >= 0 || plain.indexOf('^') >= 0 || plain.indexOf('!') >= 0;
        return formula
                || (text.length() > InputLimits.ANSWER_LINE / 2 && plain.chars().anyMatch(Character::isDigit));
    }

    /** The form that is reported for it. */
    public static String form(String text) {
        return InputLimits.head(
                MathForm.of(Latex.strip(PlainText.of(InputLimits.head(text, InputLimits.PARSER)))),
                InputLimits.REPORTED);
    }
}

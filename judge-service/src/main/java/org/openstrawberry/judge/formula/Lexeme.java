package org.openstrawberry.judge.formula;

/**
 * A piece of mathematics.
 *
 * @param text the sign, the command without its backslash, the letter or known word, the digits
 * @param spaced whether a space stands before it
 */
record Lexeme(Kind kind, String text, boolean spaced) {
    enum Kind {
        NUMBER,
        /** A letter, or a run of letters that has a meaning. */
        NAME,
        /** A LaTeX command. */
        COMMAND,
        /** A sign or bracket. */
        SIGN,
        /** Beginning or end of an environment; the text is its name. */
        BEGIN,
        END
    }

    boolean is(String wanted) {
        return kind != Kind.NUMBER && text.equals(wanted);
    }
}

package org.openstrawberry.judge.formula;

/** The text is no mathematics as a whole. It never leaves the parser. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: it is an ordinary outcome, and cheap. */
    UnreadableException() {
        super("unreadable", null, false, false);
    }
}

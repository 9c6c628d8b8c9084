package org.openstrawberry.judge.value;

/** A formula has no value there, or none that can be computed. It never leaves the package. */
final class UndefinedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: it is an ordinary outcome, and cheap. */
    UndefinedException() {
        super("undefined", null, false, false);
    }
}

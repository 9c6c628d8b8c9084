package org.openstrawberry.cli.stack;

/** The stack cannot do what was asked; the message says what to do about it. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for the person at the terminal. */
    public StackException(String message) {
        super(message);
    }

    /** With a message for the person at the terminal and what caused it. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}

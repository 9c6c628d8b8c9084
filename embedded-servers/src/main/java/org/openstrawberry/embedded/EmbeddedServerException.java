package org.openstrawberry.embedded;

/** A server could not be prepared, started or stopped; the message says why and quotes the end of its log. */
public final class EmbeddedServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for the person at the terminal. */
    public EmbeddedServerException(String message) {
        super(message);
    }

    /** With a message for the person at the terminal and what caused it. */
    public EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}

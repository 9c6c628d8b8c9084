package org.openstrawberry.cli.client;

/** The server cannot be reached, or what it sent is not what it should have sent. */
public final class ConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what to do about it. */
    public ConnectionException(String message) {
        super(message);
    }

    /** With what to do about it and what caused it. */
    public ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.openstrawberry.cli.client;

/** The server refused a request. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ServerError error;

    /** With what the server said. */
    public ApiException(ServerError error) {
        super(error.describe());
        this.error = error;
    }

    /** What the server said. */
    public ServerError error() {
        return error;
    }
}

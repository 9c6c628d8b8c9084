package org.openstrawberry.llm.limit;

/** The shared limits cannot be read or changed now, as when the database is away. */
public final class LedgerException extends RuntimeException {

    /** With what is known of the reason. */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}

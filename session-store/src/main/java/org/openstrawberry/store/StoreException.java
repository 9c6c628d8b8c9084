package org.openstrawberry.store;

import java.sql.SQLException;

/** A statement of the store failed; the cause's SQLState tells whether trying again can help. */
public final class StoreException extends RuntimeException {
    /** A failure of the database or of the way to it. */
    public StoreException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}

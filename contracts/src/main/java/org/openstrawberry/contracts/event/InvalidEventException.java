package org.openstrawberry.contracts.event;

import org.jspecify.annotations.Nullable;

/** A body that is not the event it should be. Reading it again will not help. */
public final class InvalidEventException extends RuntimeException {

    /** With the fault in words, and the parser's exception where there is one. */
    public InvalidEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

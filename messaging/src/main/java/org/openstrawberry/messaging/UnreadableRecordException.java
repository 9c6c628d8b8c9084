package org.openstrawberry.messaging;

import org.jspecify.annotations.Nullable;

/** A record that is not the event its topic promises. Reading it again will not help: it is a dead letter. */
public final class UnreadableRecordException extends RuntimeException {
    private final Code code;

    /** What is wrong with the record. */
    public enum Code {
        /** There is no body. */
        EMPTY,
        /** The body exceeds what the topic allows. */
        TOO_LARGE,
        /** The CloudEvents type is not the topic's. */
        WRONG_TYPE,
        /** The key is not the id of a trace. */
        INVALID_KEY,
        /** The body is not the JSON that the topic's schema asks for. */
        INVALID_BODY
    }

    UnreadableRecordException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What is wrong with the record. */
    public Code code() {
        return code;
    }
}

package org.openstrawberry.llm;

import java.util.Objects;

/** A model that was asked for by name cannot be used; said before anything is started with it. */
public class ModelRejectedException extends RuntimeException {

    /** Why it cannot be used. */
    public enum Reason {
        /** No name was given. */
        BLANK,
        /** The name is longer than {@link ModelName#MAX_LENGTH}. */
        TOO_LONG,
        /** The name holds a space or a control character. */
        BAD_CHARACTER,
        /** The name has no {@code provider:} in front. */
        NO_PREFIX,
        /** The name has nothing after {@code provider:}. */
        NO_MODEL,
        /** No provider has that prefix. */
        UNKNOWN_PREFIX,
        /** The provider is known, but a variable that it needs (its key, its address) is not set. */
        MISSING_VARIABLE
    }

    private final Reason reason;

    /** A rejection with a message fit for whoever named the model. */
    public ModelRejectedException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Why the model cannot be used. */
    public Reason reason() {
        return reason;
    }

    /** The message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), reason.name());
    }
}

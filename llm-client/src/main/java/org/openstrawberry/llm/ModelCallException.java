package org.openstrawberry.llm;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A call that brought no reply. The message is fit to be stored and shown: it holds no key. */
public class ModelCallException extends RuntimeException {

    /** Why there is no reply. */
    public enum Code {
        /** The provider allows no more requests for now (429). */
        RATE_LIMITED(true),
        /** The provider failed (5xx). */
        SERVER_ERROR(true),
        /** No whole reply within the time allowed. */
        TIMEOUT(true),
        /** No connection, or one that was cut before the whole reply was there. */
        CONNECTION(true),
        /** The provider refuses the request as it is (400, 422 and others of that kind). */
        BAD_REQUEST(false),
        /** The key is missing, wrong or not allowed to do this (401, 403). */
        UNAUTHORIZED(false),
        /** The conversation is longer than the model can read. */
        CONTEXT_LENGTH(false),
        /** The provider's filter refused the prompt or took the whole reply away. */
        CONTENT_FILTERED(false),
        /** What came back is not a reply: too large, not JSON, no choices, no text. */
        INVALID_RESPONSE(true),
        /** The provider has no such model, or there is no such provider. */
        UNKNOWN_MODEL(false),
        /** The provider's key or address is not configured. */
        MISSING_KEY(false),
        /** There is no recorded output for this problem and sample. */
        NO_RECORDING(false),
        /** Our own limit holds the call back: it was not made, and is to be made later. */
        LIMIT_REACHED(false),
        /** The provider failed again and again; the call was not made, and is to be made later. */
        CIRCUIT_OPEN(false),
        /** The calling thread was interrupted. */
        INTERRUPTED(false);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether another try may succeed. */
        public boolean retryable() {
            return retryable;
        }
    }

    private final Code code;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;
    private final boolean retryable;
    private final int tries;

    private ModelCallException(
            Code code,
            String message,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            boolean retryable,
            int tries) {
        super(message);
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
        this.retryable = retryable;
        this.tries = tries;
    }

    /** A failure without an HTTP status. */
    public ModelCallException(Code code, String message) {
        this(code, message, null, null, code.retryable(), 0);
    }

    /** A failure that the provider answered with a status, and possibly with how long to wait. */
    public ModelCallException(Code code, String message, int status, @Nullable Duration retryAfter) {
        this(code, message, status, retryAfter, code.retryable(), 0);
    }

    /** A call that was not made and may be made after that time. */
    public static ModelCallException heldBack(Code code, String message, Duration retryAfter) {
        return new ModelCallException(code, message, null, retryAfter, code.retryable(), 0);
    }

    /** The same failure with another time to wait. */
    public ModelCallException withRetryAfter(Duration newRetryAfter) {
        ModelCallException copy = new ModelCallException(code, getMessage(), status, newRetryAfter, retryable, tries);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The same failure, after which no further try is made. */
    public ModelCallException asFinal() {
        return copy(false, tries);
    }

    /** The same failure after so many tries. */
    public ModelCallException withTries(int newTries) {
        return copy(retryable, newTries);
    }

    private ModelCallException copy(boolean newRetryable, int newTries) {
        ModelCallException copy =
                new ModelCallException(code, getMessage(), status, retryAfter, newRetryable, newTries);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** Why there is no reply. */
    public Code code() {
        return code;
    }

    /** The HTTP status, where there was one. */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the provider asks to wait, where it does. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether another try may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Whether the call is to be made later, as if it had not been tried: it was held back, or refused with nothing but a
     * plea to wait. {@link #retryAfter} says how long, where that is known.
     */
    public boolean heldBack() {
        // A used-up quota is a refusal that no waiting mends, and not retryable.
        return code == Code.LIMIT_REACHED || code == Code.CIRCUIT_OPEN || (code == Code.RATE_LIMITED && retryable);
    }

    /** Requests made before giving up; 0 where none was. */
    public int tries() {
        return tries;
    }

    /** The message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), code.name());
    }
}

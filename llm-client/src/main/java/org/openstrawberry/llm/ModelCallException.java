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

        /** Whether the provider may charge for a call that failed so, because it may have done its work. */
        public boolean possiblyBilled() {
            return switch (this) {
                case TIMEOUT, CONNECTION, INVALID_RESPONSE, CONTENT_FILTERED, INTERRUPTED -> true;
                case RATE_LIMITED,
                        SERVER_ERROR,
                        BAD_REQUEST,
                        UNAUTHORIZED,
                        CONTEXT_LENGTH,
                        UNKNOWN_MODEL,
                        MISSING_KEY,
                        NO_RECORDING -> false;
            };
        }
    }

    private final Code code;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;
    private final boolean retryable;
    private final boolean possiblyBilled;
    private final int tries;

    private ModelCallException(
            Code code,
            String message,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            boolean retryable,
            boolean possiblyBilled,
            int tries) {
        super(message);
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
        this.retryable = retryable;
        this.possiblyBilled = possiblyBilled;
        this.tries = tries;
    }

    /** A failure without an HTTP status. */
    public ModelCallException(Code code, String message) {
        this(code, message, null, null, code.retryable(), code.possiblyBilled(), 0);
    }

    /** A failure that the provider answered with a status, and possibly with how long to wait. */
    public ModelCallException(Code code, String message, int status, @Nullable Duration retryAfter) {
        this(code, message, status, retryAfter, code.retryable(), code.possiblyBilled(), 0);
    }

    /** The same failure, after which no further try is made. */
    public ModelCallException asFinal() {
        return copy(false, possiblyBilled, tries);
    }

    /** The same failure, of a request that never reached the provider. */
    public ModelCallException asUnsent() {
        return copy(retryable, false, tries);
    }

    /** The same failure after so many tries. */
    public ModelCallException withTries(int newTries) {
        return copy(retryable, possiblyBilled, newTries);
    }

    private ModelCallException copy(boolean newRetryable, boolean newPossiblyBilled, int newTries) {
        ModelCallException copy = new ModelCallException(
                code, getMessage(), status, retryAfter, newRetryable, newPossiblyBilled, newTries);
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

    /** Whether the provider may charge for the call. Another try may then cost a second time. */
    public boolean possiblyBilled() {
        return possiblyBilled;
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

package org.openstrawberry.llm;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;

/** A call that brought no reply. The message is fit to be stored and shown: it holds no key. */
public class ModelCallException extends RuntimeException {

    /** Why there is no reply. */
    public enum Code {
        /** The provider allows no more requests for now (429). */
        RATE_LIMITED(true, false),
        /** The provider failed (5xx). */
        SERVER_ERROR(true, false),
        /** No first token, or no whole reply, within the time allowed. */
        TIMEOUT(true, true),
        /** There was no connection: the request has not been sent. */
        NO_CONNECTION(true, false),
        /** The connection, or the stream, was cut before the whole reply was there. */
        CONNECTION(true, true),
        /** The provider refuses the request as it is (400, 422 and others of that kind). */
        BAD_REQUEST(false, false),
        /** The key is missing, wrong or not allowed to do this (401, 403). */
        UNAUTHORIZED(false, false),
        /** The conversation is longer than the model can read. */
        CONTEXT_LENGTH(false, false),
        /** The provider's filter refused the prompt or took the whole reply away. */
        CONTENT_FILTERED(false, true),
        /** The model refuses to answer. */
        REFUSED(false, true),
        /** The model has ended its reply without a word, and not for want of tokens. */
        EMPTY_REPLY(true, true),
        /** What came back is not a reply: too large, not JSON, no choices. */
        INVALID_RESPONSE(true, true),
        /** The provider has no such model, or there is no such provider. */
        UNKNOWN_MODEL(false, false),
        /** The provider's key or address is not configured. */
        MISSING_KEY(false, false),
        /** There is no recorded output for this problem and sample. */
        NO_RECORDING(false, false),
        /** Our own limit holds the call back: it was not made, and is to be made later. */
        LIMIT_REACHED(false, false),
        /** The provider failed again and again; the call was not made, and is to be made later. */
        CIRCUIT_OPEN(false, false),
        /** The calling thread was interrupted. */
        INTERRUPTED(false, true);

        private final boolean retryable;
        private final boolean possiblyBilled;

        Code(boolean retryable, boolean possiblyBilled) {
            this.retryable = retryable;
            this.possiblyBilled = possiblyBilled;
        }

        /** Whether another try may succeed. */
        public boolean retryable() {
            return retryable;
        }

        /** Whether the provider may charge for a try that ends so: it may have worked on the request. */
        public boolean possiblyBilled() {
            return possiblyBilled;
        }
    }

    private final Code code;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;
    private final Facts facts;

    /** What else is known of a failure. */
    private record Facts(boolean retryable, boolean possiblyBilled, Usage usage, int tries) {

        static Facts of(Code code) {
            return new Facts(code.retryable(), code.possiblyBilled(), Usage.UNKNOWN, 0);
        }
    }

    private ModelCallException(
            Code code, String message, @Nullable Integer status, @Nullable Duration retryAfter, Facts facts) {
        super(message);
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
        this.facts = facts;
    }

    /** A failure without an HTTP status. */
    public ModelCallException(Code code, String message) {
        this(code, message, null, null, Facts.of(code));
    }

    /** A failure that the provider answered with a status, and possibly with how long to wait. */
    public ModelCallException(Code code, String message, int status, @Nullable Duration retryAfter) {
        this(code, message, status, retryAfter, Facts.of(code));
    }

    /** A call that was not made and may be made after that time. */
    public static ModelCallException heldBack(Code code, String message, Duration retryAfter) {
        return new ModelCallException(code, message, null, retryAfter, Facts.of(code));
    }

    /** The same failure with another time to wait. */
    public ModelCallException withRetryAfter(Duration newRetryAfter) {
        ModelCallException copy = new ModelCallException(code, getMessage(), status, newRetryAfter, facts);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The same failure, after which no further try is made. */
    public ModelCallException asFinal() {
        return copy(new Facts(false, possiblyBilled(), usage(), tries()));
    }

    /** The same failure, for which the provider may charge although its code does not say so. */
    public ModelCallException asPossiblyBilled() {
        return copy(new Facts(retryable(), true, usage(), tries()));
    }

    /** The same failure, for which the provider cannot charge although its code does not say so: it never heard of it. */
    public ModelCallException asUnbilled() {
        return copy(new Facts(retryable(), false, usage(), tries()));
    }

    /** The same failure with the tokens that the provider reported for it. */
    public ModelCallException withUsage(Usage usage) {
        return copy(new Facts(retryable(), possiblyBilled(), usage, tries()));
    }

    /** The same failure after so many tries. */
    public ModelCallException withTries(int tries) {
        return copy(new Facts(retryable(), possiblyBilled(), usage(), tries));
    }

    private ModelCallException copy(Facts newFacts) {
        ModelCallException copy = new ModelCallException(code, getMessage(), status, retryAfter, newFacts);
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
        return facts.retryable();
    }

    /** Whether the provider may charge for the try that failed so. */
    public boolean possiblyBilled() {
        return facts.possiblyBilled();
    }

    /** The tokens that the provider reported for the try that failed; {@link Usage#UNKNOWN} where it reported none. */
    public Usage usage() {
        return facts.usage();
    }

    /**
     * Whether the call is to be made later, as if it had not been tried: it was held back, or refused with nothing but a
     * plea to wait. {@link #retryAfter} says how long, where that is known.
     */
    public boolean heldBack() {
        // A used-up quota is a refusal that no waiting mends, and not retryable.
        return code == Code.LIMIT_REACHED || code == Code.CIRCUIT_OPEN || (code == Code.RATE_LIMITED && retryable());
    }

    /** Requests made before giving up; 0 where none was. */
    public int tries() {
        return facts.tries();
    }

    /** The message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), code.name());
    }
}

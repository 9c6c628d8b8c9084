package org.openstrawberry.simulated;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a request. */
public sealed interface Fault {

    /** Short name for logs and options. */
    String label();

    /**
     * An error status with a body in OpenAI's form.
     *
     * @param label short name
     * @param status HTTP status
     * @param type the error's type
     * @param code the error's code
     * @param message the error's message
     * @param retryAfter the header {@code Retry-After}, in seconds or as an HTTP date
     */
    record ErrorStatus(
            String label,
            int status,
            String type,
            String code,
            String message,
            @Nullable String retryAfter) implements Fault {}

    /** The connection is closed: before the headers, or in the middle of the body. */
    record Cut(boolean midBody) implements Fault {
        @Override
        public String label() {
            return midBody ? "cut-body" : "cut";
        }
    }

    /** The reply comes, but so much later. */
    record Slow(Duration delay) implements Fault {
        @Override
        public String label() {
            return "slow";
        }
    }

    /**
     * Status 200 with this body instead of a reply.
     *
     * @param label short name
     * @param body what is sent
     */
    record OddBody(String label, String body) implements Fault {}

    /** 429 with {@code Retry-After} in seconds. */
    static Fault rateLimited(long retryAfterSeconds) {
        return rateLimited(Long.toString(retryAfterSeconds));
    }

    /** 429 with {@code Retry-After} as given, or without. */
    static Fault rateLimited(@Nullable String retryAfter) {
        return new ErrorStatus(
                "429", 429, "requests", "rate_limit_exceeded", "Rate limit reached for requests.", retryAfter);
    }

    /** 500. */
    static Fault serverError() {
        return new ErrorStatus("500", 500, "server_error", "internal_error", "The server had an error.", null);
    }

    /** 503, overloaded. */
    static Fault overloaded() {
        return new ErrorStatus("503", 503, "server_error", "overloaded", "The engine is currently overloaded.", null);
    }

    /** 400. */
    static Fault badRequest() {
        return new ErrorStatus(
                "400", 400, "invalid_request_error", "invalid_value", "Invalid value in the request.", null);
    }

    /** 400 because the conversation is too long. */
    static Fault contextLength() {
        return new ErrorStatus(
                "context",
                400,
                "invalid_request_error",
                "context_length_exceeded",
                "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
                null);
    }

    /** 401. */
    static Fault unauthorized() {
        return new ErrorStatus(
                "401", 401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.", null);
    }

    /** 404: no such model. */
    static Fault unknownModel() {
        return new ErrorStatus(
                "404", 404, "invalid_request_error", "model_not_found", "The model does not exist.", null);
    }

    /** Closed before any header. */
    static Fault cutBeforeHeaders() {
        return new Cut(false);
    }

    /** Closed after half of the body. */
    static Fault cutMidBody() {
        return new Cut(true);
    }

    /** JSON that ends too early, although the response is whole. */
    static Fault malformedJson() {
        return new OddBody("malformed", "{\"id\":\"chatcmpl-1\",\"choices\":[{\"message\":");
    }

    /** A reply without choices. */
    static Fault emptyChoices() {
        return new OddBody("no-choices", "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"choices\":[]}");
    }

    /** A reply with a body of so many bytes. */
    static Fault oversized(int bytes) {
        return new OddBody("oversized", "\"" + "x".repeat(Math.max(0, bytes - 2)) + "\"");
    }
}

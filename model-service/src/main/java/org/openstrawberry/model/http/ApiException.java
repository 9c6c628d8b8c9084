package org.openstrawberry.model.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is refused, as OpenAI's API tells it. */
public final class ApiException extends RuntimeException {
    private static final String INVALID = "invalid_request_error";

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final String code;

    private ApiException(int status, String type, @Nullable String param, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /** 400: something of the request is wrong. */
    public static ApiException invalid(@Nullable String param, String code, String message) {
        return new ApiException(400, INVALID, param, code, message);
    }

    /** 400: something that OpenAI's API has and this service has not. */
    public static ApiException unsupported(String param, String message) {
        return invalid(param, "unsupported_parameter", message);
    }

    /** 404: there is nothing of that name. */
    public static ApiException notFound(@Nullable String param, String code, String message) {
        return new ApiException(404, INVALID, param, code, message);
    }

    /** Another refusal by the caller's fault. */
    public static ApiException refused(int status, String code, String message) {
        return new ApiException(status, INVALID, null, code, message);
    }

    /** 429: as much is under way as may; it can be tried again in a second. */
    public static ApiException busy(String message) {
        return new ApiException(429, "rate_limit_error", null, "rate_limit_exceeded", message);
    }

    /** 503: it took too long, or the service stops; it can be tried again. */
    public static ApiException unavailable(String code, String message) {
        return new ApiException(503, "server_error", null, code, message);
    }

    /** 500: by the service's fault. */
    public static ApiException failed(String message) {
        return new ApiException(500, "server_error", null, "internal_error", message);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The class of the error. */
    public String type() {
        return type;
    }

    /** The parameter that it is about. */
    public @Nullable String param() {
        return param;
    }

    /** What exactly is wrong. */
    public String code() {
        return code;
    }

    /** For people. */
    public String text() {
        return Objects.requireNonNullElse(getMessage(), code);
    }
}

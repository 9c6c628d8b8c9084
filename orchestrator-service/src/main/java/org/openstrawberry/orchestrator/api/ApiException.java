package org.openstrawberry.orchestrator.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request is refused. The message and the field errors are for the user to read. */
public final class ApiException extends RuntimeException {
    private final ErrorCode code;
    private final String detail;
    private final List<FieldError> errors;

    /** A refusal that is not about single fields. */
    public ApiException(ErrorCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    private ApiException(ErrorCode code, String detail, List<FieldError> errors, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
    }

    /** A refusal with what showed it. */
    public static ApiException causedBy(ErrorCode code, String detail, Throwable cause) {
        return new ApiException(code, detail, List.of(), cause);
    }

    /** A refusal because of fields. */
    public static ApiException invalid(List<FieldError> errors) {
        return withErrors(ErrorCode.INVALID_REQUEST, summary(errors), errors);
    }

    /** A refusal because of one field. */
    public static ApiException invalid(String field, String reason) {
        return invalid(List.of(new FieldError(field, reason)));
    }

    /** A refusal with the parts that are wrong. */
    public static ApiException withErrors(ErrorCode code, String detail, List<FieldError> errors) {
        return new ApiException(code, detail, errors, null);
    }

    /** There is nothing of that kind and id. */
    public static ApiException notFound(String what, Object id) {
        return new ApiException(ErrorCode.NOT_FOUND, "There is no " + what + " " + id);
    }

    private static String summary(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return first.field() + " " + first.reason() + more;
    }

    /** What kind of refusal it is. */
    public ErrorCode code() {
        return code;
    }

    /** What the caller is told. */
    public ProblemDetail problem() {
        return ProblemDetail.of(code, detail, errors);
    }
}

package org.openstrawberry.judge.service.api;

import java.util.List;
import org.openstrawberry.judge.service.api.ProblemDetail.FieldError;

/** The request cannot be answered, and why. */
final class RequestException extends RuntimeException {
    private final ErrorCode code;
    private final transient List<FieldError> errors;

    RequestException(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    ProblemDetail problem() {
        return ProblemDetail.of(code, code.status(), String.valueOf(getMessage()), errors);
    }
}

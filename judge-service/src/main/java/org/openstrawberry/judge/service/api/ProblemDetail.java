package org.openstrawberry.judge.service.api;

import java.util.List;

/**
 * The body of every error.
 *
 * @param errors the fields that are wrong; empty when it is not about fields
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record ProblemDetail(
        String type, String title, int status, String detail, ErrorCode code, List<FieldError> errors) {
    /** The media type of errors. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the errors. */
    public ProblemDetail {
        errors = List.copyOf(errors);
    }

    static ProblemDetail of(ErrorCode code, int status, String detail, List<FieldError> errors) {
        return new ProblemDetail(code.type(), code.title(), status, detail, code, errors);
    }

    /** A field and what is wrong with it. */
    public record FieldError(String field, String reason) {}
}

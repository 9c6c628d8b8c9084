package org.openstrawberry.orchestrator.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.openstrawberry.orchestrator.problemset.Characters;

/**
 * The body of every error.
 *
 * @param errors the parts of the request that are wrong; empty when it is not about parts
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@Schema(name = "Problem", description = "An error, as RFC 9457 problem details")
public record ProblemDetail(
        @Schema(examples = "urn:open-strawberry:problem:invalid-request")
        String type,

        @Schema(examples = "The request has invalid fields") String title,
        @Schema(examples = "400") int status,

        @Schema(examples = "samplesPerProblem must be from 1 to 10000, not -1")
        String detail,

        @Schema(description = "A stable code of the kind of error", examples = "INVALID_REQUEST")
        ErrorCode code,

        List<FieldError> errors) {
    /** The media type of errors. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDetail {
        detail = Characters.repaired(detail);
        errors = List.copyOf(errors);
    }

    static ProblemDetail of(ErrorCode code, String detail, List<FieldError> errors) {
        return new ProblemDetail(code.type(), code.title(), code.status(), detail, code, errors);
    }
}

package org.openstrawberry.orchestrator.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.openstrawberry.orchestrator.problemset.Characters;

/**
 * What is wrong with one part of a request.
 *
 * @param field its name, or its path such as {@code verifier.window}; for a row of a file, {@code line N}
 * @param reason for the user to read
 */
@Schema(description = "What is wrong with one part of a request")
public record FieldError(
        @Schema(description = "Name or path of the field; for a row of a file, its line", examples = "verifier.window")
        String field,

        @Schema(description = "Why it is refused", examples = "must be from 1 to 100, not 0")
        String reason) {
    public FieldError {
        field = Characters.repaired(field);
        reason = Characters.repaired(reason);
    }
}

package org.openstrawberry.orchestrator.api;

import java.util.Arrays;
import java.util.Locale;

/** Every kind of error that the interface tells, with its HTTP status. */
public enum ErrorCode {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    INVALID_REQUEST(400, "The request has invalid fields"),
    EMPTY_FILE(400, "The file is empty"),
    NOT_UTF8(400, "The file is not UTF-8 text"),
    STORAGE_POINTER(400, "The file is a pointer of large-file storage"),
    UNSUPPORTED_FORMAT(400, "The file's format is not supported"),
    MALFORMED_FILE(400, "The file cannot be read"),
    MAPPING_NEEDED(400, "The file's fields are not known"),
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHORIZED(401, "The request is not authenticated"),
    FORBIDDEN(403, "The request is not allowed"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be given"),
    ALREADY_OVER(409, "It has come to its end already"),
    WITHOUT_BUDGET(409, "The run has no budget that could be changed"),
    STOPPED_BY_CAMPAIGN(409, "The budget of the campaign stopped the run"),
    TOO_LARGE(413, "The body is too large"),
    TOO_MANY_ROWS(413, "The file has too many rows"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key belongs to another request"),
    ROWS_REJECTED(422, "Rows cannot be imported"),
    TOO_MANY_SUBSCRIBERS(429, "Too many subscribers"),
    REQUEST_FAILED(400, "The request failed"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    BUSY(503, "Too much is under way"),
    DATABASE_UNAVAILABLE(503, "The database cannot be reached"),
    JUDGE_UNAVAILABLE(503, "The judge cannot be reached");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What every error of the kind has in common, in words. */
    public String title() {
        return title;
    }

    /** A URI that identifies the kind. */
    public String type() {
        return "urn:open-strawberry:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The general kind for a status that the framework chose. */
    public static ErrorCode ofStatus(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 404 -> NOT_FOUND;
            case 413 -> TOO_LARGE;
            default ->
                Arrays.stream(values())
                        .filter(code -> code.status == status)
                        .findFirst()
                        .orElse(status < 500 ? REQUEST_FAILED : INTERNAL_ERROR);
        };
    }
}

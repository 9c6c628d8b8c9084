package org.openstrawberry.judge.service.api;

import java.util.Arrays;
import java.util.Locale;

/** Every kind of error that the judge tells over HTTP, with its status. */
public enum ErrorCode {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    INVALID_REQUEST(400, "The request has invalid fields"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be given"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    REQUEST_FAILED(400, "The request failed"),
    INTERNAL_ERROR(500, "Something went wrong here");

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
    static ErrorCode ofStatus(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status && status != 400)
                .findFirst()
                .orElse(status < 500 ? REQUEST_FAILED : INTERNAL_ERROR);
    }
}

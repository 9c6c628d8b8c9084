package org.openstrawberry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An error of the server, in the form of RFC 9457 where it sent one.
 *
 * @param status of HTTP
 * @param title what kind of error; never blank
 * @param detail what was wrong this time; may be empty
 * @param code for programs; may be empty
 * @param fields what was wrong with which field
 */
public record ServerError(int status, String title, String detail, String code, List<FieldError> fields) {
    private static final int MAX_TEXT = 500;

    /** What was wrong with one field. */
    public record FieldError(String field, String reason) {}

    /** Copies the list. */
    public ServerError {
        fields = List.copyOf(fields);
    }

    /** From a problem document; what is missing in it is left empty. */
    static ServerError ofProblem(int status, JsonNode problem) {
        List<FieldError> fields = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            fields.add(new FieldError(Json.text(error, "field"), Json.text(error, "reason")));
        }
        String title = Json.text(problem, "title");
        return new ServerError(
                status,
                title.isBlank() ? "the server answered " + status : title,
                Json.text(problem, "detail"),
                Json.text(problem, "code"),
                fields);
    }

    /** From an answer that is no problem document. */
    static ServerError ofText(int status, String body) {
        String text = body.strip();
        return new ServerError(
                status,
                "the server answered " + status,
                text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text,
                "",
                List.of());
    }

    /** Several lines for a person. */
    public String describe() {
        StringBuilder text = new StringBuilder(title);
        boolean repeated = fields.stream().anyMatch(field -> detail.contains(field.reason()));
        if (!detail.isBlank() && !detail.equals(title) && !repeated) {
            text.append(": ").append(detail);
        }
        for (FieldError field : fields) {
            text.append("\n  ").append(field.field()).append(": ").append(field.reason());
        }
        return text.toString();
    }
}

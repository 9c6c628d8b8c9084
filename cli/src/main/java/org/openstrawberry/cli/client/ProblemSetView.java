package org.openstrawberry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An import, as the server describes it.
 *
 * @param problems how many were taken
 * @param rejected the lines that were not
 */
public record ProblemSetView(String id, String name, String version, long problems, List<Rejection> rejected) {
    /** A line that was not taken. */
    public record Rejection(long line, String reason) {}

    /** Copies the list. */
    public ProblemSetView {
        rejected = List.copyOf(rejected);
    }

    /** Reads what the server sent; what is missing is empty. */
    public static ProblemSetView of(JsonNode json) {
        return new ProblemSetView(
                Json.text(json, "id"),
                Json.text(json, "name"),
                Json.text(json, "version"),
                Json.count(json, "problems"),
                StreamSupport.stream(json.path("rejected").spliterator(), false)
                        .map(row -> new Rejection(Json.count(row, "line"), Json.text(row, "reason")))
                        .toList());
    }
}

package org.openstrawberry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;

/**
 * A trace, as the server describes it.
 *
 * @param state as the server words it
 * @param endReason empty while it goes on
 * @param answer empty when there is none
 * @param outcome of the verdict; empty when there is none
 */
public record TraceView(
        String id,
        String run,
        String prompt,
        String groundTruth,
        String state,
        String endReason,
        String answer,
        String outcome,
        String rule,
        String reason,
        List<TurnView> turns,
        List<CritiqueView> critiques) {

    /** One turn. */
    public record TurnView(
            int index,
            String kind,
            String title,
            String status,
            String reply,
            Duration latency,
            String errorCode,
            String errorDetail) {
        /** Whether its reply is complete. */
        public boolean isCompleted() {
            return status.equals(TurnStatus.COMPLETED.name());
        }
    }

    /**
     * One critique.
     *
     * @param outcome empty until it is made
     */
    public record CritiqueView(
            int fromTurn,
            int toTurn,
            int afterTurn,
            String outcome,
            OptionalDouble score,
            OptionalLong firstWrongTurn,
            String text,
            String errorCode) {}

    /** Copies the lists. */
    public TraceView {
        turns = List.copyOf(turns);
        critiques = List.copyOf(critiques);
    }

    /** Reads what the server sent; what is missing is empty. */
    public static TraceView of(JsonNode json) {
        JsonNode problem = json.path("problem");
        JsonNode verdict = json.path("verdict");
        return new TraceView(
                Json.text(json, "id"),
                Json.text(json, "run"),
                Json.text(problem, "prompt"),
                Json.text(problem, "groundTruth"),
                Json.text(json, "state"),
                Json.text(json, "endReason"),
                Json.text(json, "answer"),
                Json.text(verdict, "outcome"),
                Json.text(verdict, "rule"),
                Json.text(verdict, "reason"),
                StreamSupport.stream(json.path("turns").spliterator(), false)
                        .map(TraceView::turn)
                        .toList(),
                StreamSupport.stream(json.path("critiques").spliterator(), false)
                        .map(TraceView::critique)
                        .toList());
    }

    private static CritiqueView critique(JsonNode json) {
        JsonNode wrong = json.path("firstWrongTurn");
        return new CritiqueView(
                json.path("fromTurn").asInt(),
                json.path("toTurn").asInt(),
                json.path("afterTurn").asInt(),
                Json.text(json, "outcome"),
                Json.number(json, "score"),
                wrong.isNumber() ? OptionalLong.of(wrong.asLong()) : OptionalLong.empty(),
                Json.text(json, "text"),
                Json.text(json, "errorCode"));
    }

    private static TurnView turn(JsonNode json) {
        return new TurnView(
                json.path("index").asInt(),
                Json.text(json, "kind"),
                Json.text(json, "title"),
                Json.text(json, "status"),
                Json.text(json, "reply"),
                Duration.ofMillis(Json.count(json, "latencyMs")),
                Json.text(json, "errorCode"),
                Json.text(json, "errorDetail"));
    }

    /** Whether nothing more will happen to the trace. */
    public boolean isOver() {
        return state.equals(TraceStatus.FINISHED.name());
    }
}

package org.openstrawberry.simulated;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One request in the log.
 *
 * @param number counts the requests since the start, from 1
 * @param arrivedAt when it arrived, ISO 8601, UTC
 * @param model the model asked for
 * @param trace header {@code X-Strawberry-Trace}
 * @param turn header {@code X-Strawberry-Turn}
 * @param attempt header {@code X-Strawberry-Attempt}
 * @param outcome the HTTP status sent, or {@code PENDING}, {@code CUT}, {@code CLIENT_GONE}, {@code FAILED}
 * @param fault the fault that was played
 * @param millis from arrival to the end, 0 while pending
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogEntry(
        long number,
        String arrivedAt,
        String model,
        @Nullable String trace,
        @Nullable String turn,
        @Nullable String attempt,
        String outcome,
        @Nullable String fault,
        long millis) {

    /** Not answered yet. */
    public static final String PENDING = "PENDING";

    /** The connection was cut on purpose. */
    public static final String CUT = "CUT";

    /** The client closed the connection before the reply was out. */
    public static final String CLIENT_GONE = "CLIENT_GONE";

    /** The script failed; the client got a 500. */
    public static final String FAILED = "FAILED";

    LogEntry ended(String endOutcome, @Nullable String playedFault, long tookMillis) {
        return new LogEntry(number, arrivedAt, model, trace, turn, attempt, endOutcome, playedFault, tookMillis);
    }
}

package org.openstrawberry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.VerifierMode;

/**
 * A run, as the server describes it.
 *
 * @param status as the server words it
 * @param accuracy between 0 and 1, with its confidence interval; empty before the first verdict
 * @param passAtK by k
 * @param cost exact; empty when unknown
 * @param currency of the cost; empty when unknown
 * @param budget empty without caps
 * @param verifierMode what is done with critiques; empty when unknown
 */
public record RunView(
        String id,
        String name,
        String model,
        String mode,
        String status,
        long problems,
        long traces,
        long finished,
        long turns,
        Map<String, Long> endReasons,
        Map<String, Long> errorCodes,
        Map<String, Long> verdicts,
        Optional<Accuracy> accuracy,
        Map<String, Double> passAtK,
        Tokens tokens,
        Optional<BigDecimal> cost,
        String currency,
        Optional<BudgetView> budget,
        String verifierMode,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {

    /** A share and its confidence interval. */
    public record Accuracy(double value, OptionalDouble low, OptionalDouble high) {}

    /**
     * Tokens by kind; empty is unknown, which is not zero.
     *
     * @param unmeteredCalls calls of which the provider told nothing, which makes the sums lower bounds
     */
    public record Tokens(
            OptionalLong input,
            OptionalLong cached,
            OptionalLong cacheWritten,
            OptionalLong output,
            OptionalLong reasoning,
            long unmeteredCalls) {
        /** Whether some calls are counted and others are not. */
        public boolean isLowerBound() {
            return unmeteredCalls > 0 && input.isPresent();
        }

        static Tokens of(JsonNode json) {
            return new Tokens(
                    known(json, "input"),
                    known(json, "cached"),
                    known(json, "cacheWritten"),
                    known(json, "output"),
                    known(json, "reasoning"),
                    json.path("unmeteredCalls").asLong());
        }
    }

    /** Copies the maps in their order. */
    public RunView {
        endReasons = Collections.unmodifiableMap(new LinkedHashMap<>(endReasons));
        errorCodes = Collections.unmodifiableMap(new LinkedHashMap<>(errorCodes));
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
        passAtK = Collections.unmodifiableMap(new LinkedHashMap<>(passAtK));
    }

    /** Reads what the server sent; what is missing is empty. */
    public static RunView of(JsonNode json) {
        JsonNode traces = json.path("traces");
        Map<String, Double> passAtK = new LinkedHashMap<>();
        json.path("passAtK")
                .properties()
                .forEach(entry -> passAtK.put(entry.getKey(), entry.getValue().asDouble()));
        return new RunView(
                Json.text(json, "id"),
                Json.text(json, "name"),
                Json.text(json, "model"),
                Json.text(json, "mode"),
                Json.text(json, "status"),
                Json.count(json, "problems"),
                Json.count(traces, "total"),
                Json.count(traces, "finished"),
                Json.count(json, "turns"),
                Json.counts(json.path("endReasons")),
                Json.counts(json.path("errorCodes")),
                Json.counts(json.path("verdicts")),
                accuracy(json.path("accuracy")),
                passAtK,
                Tokens.of(json.path("tokens")),
                Json.decimal(json, "cost"),
                Json.text(json, "currency"),
                BudgetView.of(json.path("budget")),
                Json.text(json.path("settings").path("verifier"), "mode"),
                instant(json, "startedAt"),
                instant(json, "finishedAt"));
    }

    private static OptionalLong known(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }

    private static Optional<Accuracy> accuracy(JsonNode json) {
        OptionalDouble value = Json.number(json, "value");
        return value.isPresent()
                ? Optional.of(new Accuracy(value.getAsDouble(), Json.number(json, "low"), Json.number(json, "high")))
                : Optional.empty();
    }

    static Optional<Instant> instant(JsonNode json, String field) {
        String text = Json.text(json, field);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            // A time that we cannot read is shown as unknown; everything else of the run still counts.
            return Optional.empty();
        }
    }

    /** Whether critics have a say in the run. */
    public boolean isCritiqued() {
        return !verifierMode.isEmpty() && !verifierMode.equals(VerifierMode.OFF.name());
    }

    /** Whether nothing more will happen to the run. */
    public boolean isOver() {
        return Arrays.stream(RunStatus.values())
                .anyMatch(known -> known.isTerminal() && known.name().equals(status));
    }

    /** From the start to the end, or to now while it goes on; empty before the start. */
    public Optional<Duration> duration(Instant now) {
        return startedAt.map(start -> Duration.between(start, finishedAt.orElse(now)));
    }
}

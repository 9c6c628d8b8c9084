package org.openstrawberry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a run will use, as the server foretells it.
 *
 * @param cost empty when a price is not known
 */
public record ForecastView(Range calls, Range tokens, Optional<Range> cost, String currency) {

    /** From the least to the most. */
    public record Range(BigDecimal low, BigDecimal high) {}

    /** Reads what the server sent. */
    public static ForecastView of(JsonNode json) {
        return new ForecastView(
                range(json.path("calls")).orElse(new Range(BigDecimal.ZERO, BigDecimal.ZERO)),
                range(json.path("tokens")).orElse(new Range(BigDecimal.ZERO, BigDecimal.ZERO)),
                range(json.path("cost")),
                Json.text(json, "currency"));
    }

    private static Optional<Range> range(JsonNode json) {
        return Json.decimal(json, "low")
                .flatMap(low -> Json.decimal(json, "high").map(high -> new Range(low, high)));
    }
}

package org.openstrawberry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a run may spend.
 *
 * @param tokens input and output
 * @param cost in the currency of the prices
 * @param stopped why the run was stopped; empty while it was not
 */
public record BudgetView(Purse tokens, Purse cost, String stopped) {

    /**
     * One of the two things that are counted.
     *
     * @param cap empty without one
     * @param spent empty when it cannot be known
     */
    public record Purse(Optional<BigDecimal> cap, Optional<BigDecimal> spent) {
        private static Purse of(JsonNode json) {
            return new Purse(Json.decimal(json, "cap"), Json.decimal(json, "spent"));
        }
    }

    /** The budget in what the server says of a run; empty when it has none. */
    static Optional<BudgetView> of(JsonNode json) {
        return json.isObject()
                ? Optional.of(new BudgetView(
                        Purse.of(json.path("tokens")), Purse.of(json.path("cost")), Json.text(json, "stopped")))
                : Optional.empty();
    }
}

package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRejectedException;
import org.openstrawberry.llm.price.PriceTable;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;

/** Looks up what the models of a run cost. */
@ApplicationScoped
class RunPrices {
    private final PriceTable table;

    RunPrices(PriceTable table) {
        this.table = table;
    }

    /** The settings of the order with the present prices of its models. */
    RunSettings price(RunOrder order) {
        RunSettings settings = order.settings();
        return settings.withPrices(new RunSettings.Prices(
                table.version(), table.currency(), find(order.model()), find(critic(order, settings))));
    }

    /** Notes that a cap on the cost cannot be kept when a call of the run has no known price. */
    void check(FieldReader reader, RunOrder order, RunSettings priced) {
        BigDecimal cap = priced.limits().runCost();
        RunSettings.Prices prices = priced.prices();
        if (cap == null || prices == null) {
            return;
        }
        if (prices.generator() == null && !order.model().isEmpty()) {
            reject(reader, order.model());
        }
        if (prices.verifier() == null && priced.verifier().mode() != VerifierMode.OFF) {
            reject(reader, critic(order, priced));
        }
    }

    private void reject(FieldReader reader, String model) {
        reader.reject(
                "budget.cost",
                "cannot be kept: the price of " + model + " is not known. Name it in a file of prices"
                        + " (STRAWBERRY_PRICES), or cap the tokens");
    }

    private static String critic(RunOrder order, RunSettings settings) {
        String own = settings.verifier().model();
        return own == null ? order.model() : own;
    }

    private @Nullable Price find(String model) {
        try {
            return model.isEmpty() ? null : table.find(ModelName.parse(model)).orElse(null);
        } catch (ModelRejectedException e) {
            // The name is refused elsewhere, with its reason.
            return null;
        }
    }
}

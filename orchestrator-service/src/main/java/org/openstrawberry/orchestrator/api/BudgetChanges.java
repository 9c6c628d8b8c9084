package org.openstrawberry.orchestrator.api;

import java.math.BigDecimal;
import java.util.Optional;
import org.openstrawberry.orchestrator.run.BudgetChange;
import org.openstrawberry.orchestrator.run.BudgetChange.Cap;

/** Reads new caps from a body. */
final class BudgetChanges {
    private BudgetChanges() {}

    /** @throws ApiException when anything is wrong, naming every field that is */
    static BudgetChange of(JsonBody body) {
        FieldReader reader = new FieldReader(body.fields());
        Cap<Long> tokens = cap(reader, "tokens", RunOrderReader.tokenCap(reader));
        Cap<BigDecimal> cost = cap(reader, "cost", RunOrderReader.costCap(reader));
        if (tokens instanceof BudgetChange.Kept && cost instanceof BudgetChange.Kept) {
            reader.reject("tokens", "and cost are both missing; give at least one");
        }
        reader.requireValid();
        return new BudgetChange(tokens, cost);
    }

    private static <T> Cap<T> cap(FieldReader reader, String field, Optional<T> value) {
        return value.isPresent() || reader.isNull(field)
                ? new BudgetChange.Set<>(value.orElse(null))
                : new BudgetChange.Kept<>();
    }
}

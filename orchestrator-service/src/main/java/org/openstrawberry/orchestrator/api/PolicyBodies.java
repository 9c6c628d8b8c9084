package org.openstrawberry.orchestrator.api;

import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;

/** Reads how answers are to be compared. The record only describes it, for the interface's description. */
final class PolicyBodies {
    private static final int MAX_TOLERANCE_LENGTH = 40;

    private PolicyBodies() {}

    /** How answers are compared where people differ. */
    @Schema(name = "ComparisonPolicy", description = "How answers are compared where people differ")
    record Policy(
            @Schema(defaultValue = "LENIENT", description = "What a percent sign means that only one side has")
            PercentPolicy percent,

            @Schema(defaultValue = "LENIENT", description = "STRICT wants the unit of the ground truth in the answer")
            UnitPolicy units,

            @Schema(defaultValue = "ANY", description = "Whether the order of a list without brackets counts")
            ElementOrder order,

            @Schema(defaultValue = "0", examples = "1%", description = "How far a number may be off")
            String tolerance) {
        static Policy of(ComparisonPolicy policy) {
            return new Policy(policy.percent(), policy.units(), policy.order(), policy.tolerance());
        }
    }

    /**
     * A policy of its own, as JSON; the default one when there is none.
     *
     * @throws ApiException when anything in it is wrong
     */
    static ComparisonPolicy given(@Nullable String json) {
        if (json == null) {
            return ComparisonPolicy.DEFAULT;
        }
        FieldReader reader = new FieldReader(JsonBody.parse(json).fields(), "policy.", new ArrayList<>());
        ComparisonPolicy policy = policy(reader);
        reader.requireValid();
        return policy;
    }

    /** A policy's fields, of which each flaw is noted. */
    static ComparisonPolicy policy(FieldReader reader) {
        ComparisonPolicy otherwise = ComparisonPolicy.DEFAULT;
        String tolerance = reader.text("tolerance", MAX_TOLERANCE_LENGTH).orElse(otherwise.tolerance());
        boolean readable = ComparisonPolicy.isTolerance(tolerance);
        if (!readable) {
            reader.reject("tolerance", "must be a number such as 0.01, or a part such as 1%");
        }
        ComparisonPolicy policy = new ComparisonPolicy(
                reader.choice("percent", PercentPolicy.class).orElse(otherwise.percent()),
                reader.choice("units", UnitPolicy.class).orElse(otherwise.units()),
                reader.choice("order", ElementOrder.class).orElse(otherwise.order()),
                readable ? tolerance : otherwise.tolerance());
        reader.rejectUnknown();
        return policy;
    }
}

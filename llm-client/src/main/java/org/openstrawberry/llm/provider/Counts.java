package org.openstrawberry.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Token counts in JSON. */
public final class Counts {

    private Counts() {}

    /** The count; {@code null} if there is none, which is not zero. */
    public static @Nullable Integer of(JsonNode node) {
        return node.canConvertToInt() && node.isIntegralNumber() && node.intValue() >= 0 ? node.intValue() : null;
    }

    /** The count; where there is none, zero if the other, which the provider always tells, is there. */
    public static @Nullable Integer ofOr(JsonNode node, @Nullable Integer other) {
        return node.isMissingNode() && other != null ? Integer.valueOf(0) : of(node);
    }

    /** The sum of those that are known; {@code null} if the first is not, or if nobody can have meant so many. */
    public static @Nullable Integer sum(@Nullable Integer first, @Nullable Integer... more) {
        if (first == null) {
            return null;
        }
        long sum = first;
        for (Integer count : more) {
            sum += count == null ? 0 : count;
        }
        return sum > Integer.MAX_VALUE ? null : (int) sum;
    }
}

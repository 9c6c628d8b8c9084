package org.openstrawberry.verifier.vote;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.verifier.reply.CriticReply;

/**
 * One critic's word on a window, and what it took.
 *
 * @param said UNKNOWN when the call failed
 * @param rawReply as it came; empty when the call failed
 * @param error why nothing is known; null when the critic said something, be it that it cannot tell
 * @param usage what the provider reported
 * @param cost null when unknown
 */
public record Vote(
        CriticReply said,
        String rawReply,
        @Nullable String error,
        Usage usage,
        @Nullable BigDecimal cost,
        Duration latency) {

    /** A critic that gave no reply. */
    public static Vote failed(String error, Usage usage, @Nullable BigDecimal cost, Duration latency) {
        CriticReply nothing = new CriticReply(CritiqueOutcome.UNKNOWN, null, null, null, null, Map.of());
        return new Vote(nothing, "", error, usage, cost, latency);
    }

    CritiqueOutcome outcome() {
        return said.outcome();
    }
}

package org.openstrawberry.store.turn;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

/**
 * How a claimed turn came to its end.
 *
 * @param status COMPLETED with a reply and a title, or FAILED with an error code
 * @param usage what the provider reported
 * @param cost null when unknown
 * @param charged whether the provider may have charged for the call; what it did not report then counts as reserved
 * @param eventId id of the {@code turn.completed} event
 * @param eventPayload that event's JSON body, stored in the same transaction
 */
public record TurnCompletion(
        TurnClaim claim,
        TurnStatus status,
        @Nullable String reply,
        @Nullable String title,
        @Nullable String finishReason,
        Usage usage,
        @Nullable BigDecimal cost,
        boolean charged,
        long latencyMillis,
        @Nullable String providerModel,
        @Nullable String errorCode,
        @Nullable String errorDetail,
        UUID eventId,
        String eventPayload) {
    public TurnCompletion {
        switch (status) {
            case COMPLETED -> require(reply != null && title != null, "a completed turn has a reply and a title");
            case FAILED -> require(errorCode != null, "a failed turn has an error code");
            case PENDING, RUNNING, POISONED, CANCELLED ->
                throw new IllegalArgumentException("a generator does not end a turn as " + status);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

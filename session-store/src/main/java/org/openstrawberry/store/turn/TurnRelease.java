package org.openstrawberry.store.turn;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;

/**
 * How a claimed turn is given back unanswered.
 *
 * @param charged whether a call was made that the provider may have charged for
 * @param failed whether that call failed; counted with the turn
 * @param delay before which it is not claimed again
 * @param usage what the provider reported for that call
 * @param cost of that call; null when unknown
 */
public record TurnRelease(
        TurnClaim claim,
        boolean charged,
        boolean failed,
        Duration delay,
        Usage usage,
        @Nullable BigDecimal cost) {

    /** The model was not called, or certainly in vain; the turn is claimed again at once. */
    public static TurnRelease uncalled(TurnClaim claim) {
        return uncalled(claim, Duration.ZERO);
    }

    /** The model was not called, and is not to be for a while. */
    public static TurnRelease uncalled(TurnClaim claim, Duration delay) {
        return new TurnRelease(claim, false, false, delay, Usage.UNKNOWN, null);
    }

    /** The call was broken off on our side. */
    public static TurnRelease brokenOff(TurnClaim claim) {
        return new TurnRelease(claim, true, false, Duration.ZERO, Usage.UNKNOWN, null);
    }

    /** The call failed, nobody knows at what cost, and is to be made again, with a reservation of its own. */
    public static TurnRelease failed(TurnClaim claim, Duration delay) {
        return failed(claim, delay, Usage.UNKNOWN, null);
    }

    /** The call failed, for what the provider reported, and is to be made again, with a reservation of its own. */
    public static TurnRelease failed(TurnClaim claim, Duration delay, Usage usage, @Nullable BigDecimal cost) {
        return new TurnRelease(claim, true, true, delay, usage, cost);
    }
}

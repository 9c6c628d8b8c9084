package org.openstrawberry.store.critique;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;

/**
 * How a claimed critique is given back unmade.
 *
 * @param charged whether a call was made that the provider may have charged for
 * @param failed whether that call failed; counted with the critique
 * @param delay before which it is not claimed again
 * @param usage what the provider reported for that call
 * @param cost of that call; null when unknown
 */
public record CritiqueRelease(
        CritiqueClaim claim,
        boolean charged,
        boolean failed,
        Duration delay,
        Usage usage,
        @Nullable BigDecimal cost) {

    /** The model was not called, and is not to be for a while. */
    public static CritiqueRelease uncalled(CritiqueClaim claim, Duration delay) {
        return new CritiqueRelease(claim, false, false, delay, Usage.UNKNOWN, null);
    }

    /** The call was broken off on our side. */
    public static CritiqueRelease brokenOff(CritiqueClaim claim) {
        return new CritiqueRelease(claim, true, false, Duration.ZERO, Usage.UNKNOWN, null);
    }

    /** The call failed, nobody knows at what cost, and is to be made again, with a reservation of its own. */
    public static CritiqueRelease failed(CritiqueClaim claim, Duration delay) {
        return failed(claim, delay, Usage.UNKNOWN, null);
    }

    /** The call failed, for what the provider reported, and is to be made again, with a reservation of its own. */
    public static CritiqueRelease failed(CritiqueClaim claim, Duration delay, Usage usage, @Nullable BigDecimal cost) {
        return new CritiqueRelease(claim, true, true, delay, usage, cost);
    }
}

package org.openstrawberry.store.critique;

import java.time.Duration;

/**
 * How a claimed critique is given back unmade.
 *
 * @param charged whether a call was made that the provider may have charged for
 * @param failed whether that call failed; counted with the critique
 * @param delay before which it is not claimed again
 */
public record CritiqueRelease(CritiqueClaim claim, boolean charged, boolean failed, Duration delay) {

    /** The model was not called, and is not to be for a while. */
    public static CritiqueRelease uncalled(CritiqueClaim claim, Duration delay) {
        return new CritiqueRelease(claim, false, false, delay);
    }

    /** The call was broken off on our side. */
    public static CritiqueRelease brokenOff(CritiqueClaim claim) {
        return new CritiqueRelease(claim, true, false, Duration.ZERO);
    }

    /** The call failed and is to be made again, with a reservation of its own. */
    public static CritiqueRelease failed(CritiqueClaim claim, Duration delay) {
        return new CritiqueRelease(claim, true, true, delay);
    }
}

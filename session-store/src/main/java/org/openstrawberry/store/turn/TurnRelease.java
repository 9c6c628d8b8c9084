package org.openstrawberry.store.turn;

import java.time.Duration;

/**
 * How a claimed turn is given back unanswered.
 *
 * @param delay before which it is not claimed again
 */
public record TurnRelease(TurnClaim claim, Duration delay) {

    /** The model was not called; it is claimed again at once. */
    public static TurnRelease uncalled(TurnClaim claim) {
        return uncalled(claim, Duration.ZERO);
    }

    /** The model was not called, and is not to be for a while. */
    public static TurnRelease uncalled(TurnClaim claim, Duration delay) {
        return new TurnRelease(claim, delay);
    }
}

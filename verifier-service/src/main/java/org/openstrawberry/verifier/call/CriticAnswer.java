package org.openstrawberry.verifier.call;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.store.critique.CritiqueCompletion;

/** What came of asking the critic. */
public sealed interface CriticAnswer {

    /** An end, to be stored. */
    record End(CritiqueCompletion completion) implements CriticAnswer {}

    /**
     * A failure that may have been charged for. The critic is to be asked again, if there is money for it.
     *
     * @param delay how long to wait before
     * @param usage what the provider reported
     * @param cost null when unknown
     */
    record Again(Duration delay, Usage usage, @Nullable BigDecimal cost) implements CriticAnswer {}

    /**
     * None: the call was broken off, or never begun.
     *
     * @param charged whether the provider may have charged for it
     * @param delay before which the critique is not to be claimed again
     */
    record BrokenOff(boolean charged, Duration delay) implements CriticAnswer {

        /** To be claimed again at once, if it is wanted. */
        public BrokenOff(boolean charged) {
            this(charged, Duration.ZERO);
        }
    }
}

package org.openstrawberry.generator.call;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.llm.ModelReply;

/** How a call to a model ended. */
public sealed interface CallOutcome {

    /** With an end that is to be stored. */
    sealed interface Ended extends CallOutcome {}

    /**
     * With a reply.
     *
     * @param cost null when unknown
     */
    record Replied(ModelReply reply, @Nullable BigDecimal cost) implements Ended {}

    /**
     * Without a reply, for good.
     *
     * @param errorCode a stable code
     * @param detail fit to be stored and shown
     * @param elapsed from the call's start to its end
     * @param charged whether the provider may have charged for it
     * @param usage what the provider reported
     * @param cost null when unknown
     */
    record Failed(
            String errorCode,
            String detail,
            Duration elapsed,
            boolean charged,
            Usage usage,
            @Nullable BigDecimal cost) implements Ended {

        /** Nothing was reported. */
        public Failed(String errorCode, String detail, Duration elapsed, boolean charged) {
            this(errorCode, detail, elapsed, charged, Usage.UNKNOWN, null);
        }
    }

    /**
     * Without a reply, although the provider may have charged for it. Another call may bring one, if there is money for
     * it.
     *
     * @param failure the end of the turn, if there is no other call
     */
    record Unsure(Failed failure) implements CallOutcome {}

    /**
     * By being given up; the turn is as unanswered as before.
     *
     * @param charged whether a call was broken off that the provider may have charged for
     * @param delay before which it is not to be claimed again
     */
    record GivenUp(StopReason reason, boolean charged, Duration delay) implements CallOutcome {

        /** To be claimed again at once, if it is wanted. */
        public GivenUp(StopReason reason, boolean charged) {
            this(reason, charged, Duration.ZERO);
        }
    }
}

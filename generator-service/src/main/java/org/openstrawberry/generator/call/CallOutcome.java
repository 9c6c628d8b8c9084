package org.openstrawberry.generator.call;

import java.time.Duration;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.llm.ModelReply;

/** How a call to a model ended. */
public sealed interface CallOutcome {

    /** With an end that is to be stored. */
    sealed interface Ended extends CallOutcome {}

    /** With a reply. */
    record Replied(ModelReply reply) implements Ended {}

    /**
     * Without a reply, for good.
     *
     * @param errorCode a stable code
     * @param detail fit to be stored and shown
     * @param elapsed from the call's start to its end
     */
    record Failed(String errorCode, String detail, Duration elapsed) implements Ended {}

    /**
     * By being given up; the turn is as unanswered as before.
     *
     * @param delay before which it is not to be claimed again
     */
    record GivenUp(StopReason reason, Duration delay) implements CallOutcome {

        /** To be claimed again at once, if it is wanted. */
        public GivenUp(StopReason reason) {
            this(reason, Duration.ZERO);
        }
    }
}

package org.openstrawberry.llm.retry;

import java.time.Duration;
import org.openstrawberry.llm.ModelCallException;

/** How long a call that was held back is left alone, once for everybody who gives calls back to a queue. */
public final class HeldBack {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private HeldBack() {}

    /**
     * What the failure asks for, and a second where it asks for nothing; never less than a second, lest the call comes
     * back at once, and never more than five minutes, which is the most that a provider can impose.
     *
     * @param failure that is {@link ModelCallException#heldBack}
     */
    public static Duration delay(ModelCallException failure) {
        Duration asked = failure.retryAfter().orElse(SHORTEST);
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}

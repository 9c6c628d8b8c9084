package org.openstrawberry.llm.http;

import java.time.Duration;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

/** When one exchange must be over. Begins when it is made. */
final class Deadline {

    private final long start = System.nanoTime();
    private final Timeouts timeouts;

    Deadline(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** What is left; not positive once it has passed. */
    Duration left(boolean awaitsFirstToken) {
        Duration limit = awaitsFirstToken && firstTokenIsSooner() ? timeouts.firstToken() : timeouts.total();
        return limit.minusNanos(System.nanoTime() - start);
    }

    ModelCallException passed(Endpoint endpoint, boolean awaitsFirstToken) {
        String message = awaitsFirstToken && firstTokenIsSooner()
                ? "No first token from " + endpoint + " within " + timeouts.firstToken() + "."
                : "No whole reply from " + endpoint + " within " + timeouts.total() + ".";
        return new ModelCallException(Code.TIMEOUT, message);
    }

    private boolean firstTokenIsSooner() {
        return timeouts.firstToken().compareTo(timeouts.total()) < 0;
    }
}

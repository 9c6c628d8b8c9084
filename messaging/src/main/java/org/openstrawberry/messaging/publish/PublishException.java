package org.openstrawberry.messaging.publish;

/**
 * Some events were not acknowledged by the broker. They may have been published or not; publishing them again is safe,
 * because consumers see every event at least once anyway.
 */
public final class PublishException extends RuntimeException {
    private final int failed;

    PublishException(int failed, int all, Throwable firstCause) {
        super(failed + " of " + all + " events were not acknowledged: " + firstCause.getMessage(), firstCause);
        this.failed = failed;
    }

    /** How many events were not acknowledged. */
    public int failed() {
        return failed;
    }
}

package org.openstrawberry.messaging.publish;

import org.apache.kafka.common.errors.RetriableException;

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

    /** Whether the first cause is one that will pass, by Kafka's own classification. */
    public boolean isRetriable() {
        return getCause() instanceof RetriableException;
    }
}

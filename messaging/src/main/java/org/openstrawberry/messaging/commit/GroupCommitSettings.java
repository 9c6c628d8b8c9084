package org.openstrawberry.messaging.commit;

import java.time.Duration;

/**
 * The bounds of a {@link GroupCommit}.
 *
 * @param name of its thread, and in its log
 * @param queueCapacity items that may wait; more block their callers
 * @param maximumBatch items in one call, hence in one transaction
 * @param submitTimeout how long a caller may be blocked by a full queue
 * @param backoff between tries while the failure will pass
 */
public record GroupCommitSettings(
        String name, int queueCapacity, int maximumBatch, Duration submitTimeout, Backoff backoff) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a bound is not positive
     */
    public GroupCommitSettings {
        if (queueCapacity < 1 || maximumBatch < 1 || submitTimeout.isNegative()) {
            throw new IllegalArgumentException("group commit " + name + " with a queue of " + queueCapacity
                    + ", batches of " + maximumBatch + ", time-out " + submitTimeout);
        }
    }

    /** 10,000 waiting, batches of 500, 30 s for a full queue. */
    public static GroupCommitSettings named(String name) {
        return new GroupCommitSettings(name, 10_000, 500, Duration.ofSeconds(30), Backoff.DEFAULT);
    }
}

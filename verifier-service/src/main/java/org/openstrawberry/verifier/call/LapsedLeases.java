package org.openstrawberry.verifier.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether lapsed leases count. While the database was away nobody could renew one, so that for the length of a lease
 * afterwards a lapsed one is no sign that its holder is gone.
 */
public final class LapsedLeases {
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final AtomicLong countFrom;

    /**
     * They count from now on.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public LapsedLeases(Duration lease, LongSupplier nanoTime) {
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.countFrom = new AtomicLong(nanoTime.getAsLong());
    }

    /** The database did not do what it was asked for. */
    public void databaseFailed() {
        countFrom.set(nanoTime.getAsLong() + lease.toNanos());
    }

    /** Whether the critiques under them may be taken over. */
    public boolean count() {
        return nanoTime.getAsLong() - countFrom.get() >= 0;
    }
}

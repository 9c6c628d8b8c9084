package org.openstrawberry.verifier.call;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places for critiques in the making. A critique holds one from before its claim until its end is stored, so that
 * calls, threads and replies in memory are bounded.
 */
public final class CritiqueSlots {
    private final int size;
    private final Runnable onGiven;
    private final Semaphore free;
    private volatile boolean closed;

    /**
     * All free.
     *
     * @param onGiven told after slots were given back; must not block
     * @throws IllegalArgumentException if there is not at least one
     */
    public CritiqueSlots(int size, Runnable onGiven) {
        if (size < 1) {
            throw new IllegalArgumentException("there is at least one slot, not " + size);
        }
        this.size = size;
        this.onGiven = onGiven;
        this.free = new Semaphore(size);
    }

    /**
     * Takes free slots without waiting.
     *
     * @return how many were taken, from 0 to {@code wanted}; 0 once closed
     */
    public int take(int wanted) {
        int taken = 0;
        while (!closed && taken < wanted && free.tryAcquire()) {
            taken++;
        }
        return taken;
    }

    /** Gives slots back. */
    public void give(int count) {
        if (count > 0) {
            free.release(count);
            onGiven.run();
        }
    }

    /** How many are taken. */
    public int taken() {
        return size - free.availablePermits();
    }

    /** Hands out no more slots. */
    public void close() {
        closed = true;
    }

    /**
     * Waits until no slot is taken; to be called once closed.
     *
     * @return whether that came to be in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitAllGiven(Duration timeout) throws InterruptedException {
        boolean all = free.tryAcquire(size, timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (all) {
            free.release(size);
        }
        return all;
    }
}

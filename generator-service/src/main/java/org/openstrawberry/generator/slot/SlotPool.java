package org.openstrawberry.generator.slot;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places for turns in flight. A turn holds one from before its claim until its end is stored, so that everything
 * behind it, the calls, the conversations in memory and the replies that wait for the database, is bounded.
 */
public final class SlotPool {
    private final int size;
    private final Runnable onGiven;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int taken;
    private boolean closed;

    /**
     * All free.
     *
     * @param onGiven told after slots were given back, on the thread that gave them; must not block
     * @throws IllegalArgumentException if there is not at least one
     */
    public SlotPool(int size, Runnable onGiven) {
        if (size < 1) {
            throw new IllegalArgumentException("there is at least one slot, not " + size);
        }
        this.size = size;
        this.onGiven = onGiven;
    }

    /**
     * Takes free slots without waiting.
     *
     * @return how many were taken, from 0 to {@code wanted}; 0 once the pool is closed
     */
    public int take(int wanted) {
        lock.lock();
        try {
            int granted = closed ? 0 : Math.clamp(wanted, 0, size - taken);
            taken += granted;
            return granted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives slots back.
     *
     * @throws IllegalStateException if more are given than were taken
     */
    public void give(int count) {
        if (count == 0) {
            return;
        }
        lock.lock();
        try {
            if (count < 0 || count > taken) {
                throw new IllegalStateException("of " + taken + " taken slots, " + count + " cannot be given back");
            }
            taken -= count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onGiven.run();
    }

    /** Hands out no more slots; those taken are given back as before. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no slot is taken.
     *
     * @return whether that came to be in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitAllGiven(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (taken > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return taken == 0;
        } finally {
            lock.unlock();
        }
    }

    /** How many could be taken now. */
    public int free() {
        lock.lock();
        try {
            return closed ? 0 : size - taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many are taken. */
    public int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    public int size() {
        return size;
    }
}

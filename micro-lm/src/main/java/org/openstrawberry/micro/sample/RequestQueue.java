package org.openstrawberry.micro.sample;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Requests that wait for a slot, as many as were agreed on. */
final class RequestQueue {

    /** So far ahead does a worker look for requests that it probably has a cache for. */
    private static final int LOOK_AHEAD = 64;

    /** An idle worker looks again after a second, woken or not. */
    private static final long IDLE_NANOS = 1_000_000_000;

    private final int bound;
    private final int workers;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final boolean[] idle;
    private boolean closed;

    RequestQueue(int bound, int workers) {
        this.bound = bound;
        this.workers = workers;
        idle = new boolean[workers];
    }

    /**
     * Appends a request, waiting for room for at most so long.
     *
     * @return whether there was room
     * @throws IllegalStateException if the queue is closed
     */
    boolean offer(Pending pending, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (waiting.size() >= bound && !closed && nanos > 0) {
                nanos = notFull.awaitNanos(nanos);
            }
            if (closed) {
                throw new IllegalStateException("the sampler is closed");
            }
            if (waiting.size() >= bound) {
                return false;
            }
            waiting.add(pending);
            notEmpty.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes requests for a worker, first those whose beginning it probably knows.
     *
     * @param most how many at most
     * @param wait whether to wait for one if there is none
     * @return null if the queue was closed
     */
    @Nullable
    List<Pending> take(int worker, int most, boolean wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                List<Pending> taken = pick(worker, most);
                if (!taken.isEmpty() || !wait) {
                    return taken;
                }
                idle[worker] = true;
                long left = notEmpty.awaitNanos(IDLE_NANOS);
                idle[worker] = false;
                if (left <= 0) {
                    return List.of();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** What another worker is idle for, and was woken to take, is left to it. */
    private List<Pending> pick(int worker, int most) {
        List<Pending> taken = new ArrayList<>();
        for (boolean own : new boolean[] {true, false}) {
            int looked = 0;
            for (Iterator<Pending> each = waiting.iterator();
                    each.hasNext() && taken.size() < most && looked < LOOK_AHEAD;
                    looked++) {
                Pending pending = each.next();
                int favourite = pending.favourite(workers);
                if (own ? favourite == worker : !idle[favourite]) {
                    each.remove();
                    taken.add(pending);
                }
            }
        }
        if (!taken.isEmpty()) {
            notFull.signalAll();
            if (!waiting.isEmpty()) {
                notEmpty.signalAll();
            }
        }
        return taken;
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more requests in or out; returns those that waited. */
    List<Pending> close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
            List<Pending> left = List.copyOf(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}

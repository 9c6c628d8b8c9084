package org.openstrawberry.llm.limit.permit;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.openstrawberry.llm.limit.patience.Patience;

/**
 * This process's share of the calls in flight that a key allows. A few permits more than are used now are kept for a
 * while, so that most calls need no statement; one thread exchanges them with the other processes while there is need.
 * Without a renewed lease no call begins, and what is held lapses.
 */
public final class Permits {
    private static final Logger LOG = Logger.getLogger(Permits.class);

    /** Not more often than that is exchanged. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(20);

    /** So often is asked again while too few are held. */
    private static final Duration WANTING_REST = Duration.ofMillis(250);

    private static final Duration FULL_REST = Duration.ofSeconds(1);

    /** What was needed that long ago is still kept. */
    private static final long PEAK_NANOS = Duration.ofSeconds(2).toNanos();

    private final String key;
    private final int limit;
    private final Duration lease;
    private final PermitLedger ledger;
    private final UUID holder = UUID.randomUUID();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Condition poked = lock.newCondition();
    private boolean exchanging;
    private boolean urgent;
    private boolean failing;
    private boolean closed;
    private int usable;
    private int asked;
    private int inUse;
    private int waiting;
    private int peak;
    private long peakAt = System.nanoTime();
    private long leaseEnd = System.nanoTime();

    /**
     * None held yet.
     *
     * @param limit calls in flight of all processes, at least 1
     * @param lease after which a process that died loses its permits
     */
    public Permits(String key, int limit, Duration lease, PermitLedger ledger) {
        this.key = key;
        this.limit = limit;
        this.lease = lease;
        this.ledger = ledger;
    }

    /**
     * Takes a permit for one call; to be released after it.
     *
     * @return false if patience ended before there was one
     */
    public boolean acquire(Patience patience) throws InterruptedException {
        lock.lockInterruptibly();
        waiting++;
        try {
            noteNeed();
            while (!free()) {
                poke();
                long left = patience.leftNanos();
                if (left == 0) {
                    return false;
                }
                long _ = freed.awaitNanos(Math.min(left, FULL_REST.toNanos()));
            }
            inUse++;
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** Gives a permit back after its call. */
    public void release() {
        lock.lock();
        try {
            inUse--;
            if (free()) {
                freed.signal();
            } else {
                // Somebody else's by now.
                urgent = true;
                poke();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Permits that calls use now. */
    public int inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back at once what no call uses, and takes no more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            urgent = true;
            if (exchanging) {
                poke();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean free() {
        return inUse < usable && System.nanoTime() - leaseEnd < 0 && !closed;
    }

    private void noteNeed() {
        int need = Math.min(limit, inUse + waiting);
        if (need >= peak || System.nanoTime() - peakAt > PEAK_NANOS) {
            peak = need;
            peakAt = System.nanoTime();
        }
    }

    private void poke() {
        poked.signal();
        if (!exchanging) {
            exchanging = true;
            Thread.ofVirtual().name("model-permits-" + key).start(this::exchangeAll);
        }
    }

    private void exchangeAll() {
        try {
            while (exchangeOnce()) {
                rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped();
        }
    }

    private void stopped() {
        lock.lock();
        try {
            exchanging = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is need to go on. */
    private boolean exchangeOnce() {
        int used;
        lock.lock();
        try {
            urgent = false;
            noteNeed();
            used = inUse;
            asked = closed ? inUse : peak;
            // The exchange may give away what is not in use, so no call may begin to use it meanwhile.
            usable = Math.min(usable, used);
        } finally {
            lock.unlock();
        }
        long before = System.nanoTime();
        try {
            int now = ledger.exchange(key, holder, limit, used, asked, lease);
            return exchanged(now, before);
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warnf("permits of %s cannot be exchanged: %s", key, e.getMessage());
            }
            failing = true;
            return goesOn();
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            exchanging = !closed;
            return exchanging;
        } finally {
            lock.unlock();
        }
    }

    private boolean exchanged(int now, long before) {
        lock.lock();
        try {
            failing = false;
            usable = now;
            // Counted from before the statement, so that it ends here before it ends there.
            leaseEnd = before + lease.toNanos();
            freed.signalAll();
            if (now == 0 && asked == 0 && waiting == 0 && inUse == 0) {
                exchanging = false;
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Until more is needed than was asked for, or it is time to ask again. */
    private void rest() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SHORTEST_REST.toNanos());
        lock.lock();
        try {
            long left = (waiting > 0 || failing ? WANTING_REST : FULL_REST).toNanos();
            while (left > 0 && !urgent && peak <= asked) {
                left = poked.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

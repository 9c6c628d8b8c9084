package org.openstrawberry.llm.limit.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.openstrawberry.llm.limit.hold.Hold;
import org.openstrawberry.llm.limit.patience.Patience;

/**
 * Lets the calls of one key in this process go at the moments that were reserved for them, first come, first served. One
 * thread reserves for all that wait, a block at a time, and asks for the next when the last one is nearly used: so a
 * process has one reservation outstanding however many calls wait, several processes take turns, and nobody polls.
 */
public final class Pacer {
    private static final Logger LOG = Logger.getLogger(Pacer.class);

    /** Calls that come within that time share a reservation. */
    private static final long GATHER_NANOS = Duration.ofMillis(10).toNanos();

    /** That long before the last reserved moment the next is asked for. */
    private static final long AHEAD_NANOS = Duration.ofMillis(50).toNanos();

    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LINGER_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MOST_AT_ONCE = 500;

    private record Waiter(long tokens, CompletableFuture<Long> moment) {}

    private final String key;
    private final Pacing pacing;
    private final PaceLedger ledger;
    private final Hold hold;

    /** A moment missed by more is given up: to go so late could bring too many calls together. */
    private final long latestNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private boolean reserving;
    private boolean failing;
    private boolean closed;
    private long correction;
    private long askAt = System.nanoTime();
    private long lastMoment = System.nanoTime();
    private double intervalNanos;

    /** Nobody waits yet. Something must be limited. */
    public Pacer(String key, Pacing pacing, PaceLedger ledger, Hold hold) {
        this.key = key;
        this.pacing = pacing;
        this.ledger = ledger;
        this.hold = hold;
        this.latestNanos = Stream.concat(pacing.requests().stream(), pacing.tokens().stream())
                .mapToLong(rate -> rate.lateness().toNanos())
                .min()
                .orElseThrow();
    }

    /**
     * Waits until a call of so many tokens may be made.
     *
     * @return false if patience ended before
     */
    public boolean await(long tokens, Patience patience) throws InterruptedException {
        boolean again = false;
        while (true) {
            Optional<Long> moment = moment(tokens, patience, again);
            if (moment.isEmpty()) {
                return false;
            }
            boolean inTime = false;
            try {
                if (!patience.sleepUntil(moment.get())) {
                    return false;
                }
                inTime = System.nanoTime() - moment.get() < latestNanos && !hold.active();
                if (inTime) {
                    return true;
                }
            } finally {
                if (!inTime) {
                    correct(-tokens);
                }
            }
            again = true;
            if (!hold.await(patience)) {
                return false;
            }
        }
    }

    private Optional<Long> moment(long tokens, Patience patience, boolean first) throws InterruptedException {
        Waiter waiter = new Waiter(tokens, new CompletableFuture<>());
        enqueue(waiter, first);
        Optional<Long> moment = Optional.empty();
        try {
            moment = patience.await(waiter.moment());
            return moment;
        } finally {
            if (moment.isEmpty()) {
                abandon(waiter);
            }
        }
    }

    private void enqueue(Waiter waiter, boolean first) {
        lock.lock();
        try {
            if (first) {
                queue.addFirst(waiter);
            } else {
                queue.addLast(waiter);
            }
            reserveOnThread();
        } finally {
            lock.unlock();
        }
    }

    private void abandon(Waiter waiter) {
        lock.lock();
        try {
            if (!queue.remove(waiter)) {
                correction -= waiter.tokens();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds tokens to what was reserved, because a call used more than expected, or gives back what it did not use. */
    public void correct(long tokens) {
        if (tokens == 0 || pacing.tokens().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            correction += tokens;
            reserveOnThread();
        } finally {
            lock.unlock();
        }
    }

    /** Reserves no more; calls that wait do so until their patience ends. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long a call that came now would wait, judged by the last ones. */
    public Duration expectedWait() {
        lock.lock();
        try {
            return Duration.ofNanos((long) (queue.size() * intervalNanos));
        } finally {
            lock.unlock();
        }
    }

    private void reserveOnThread() {
        changed.signalAll();
        if (!reserving && !closed) {
            reserving = true;
            Thread.ofVirtual().name("model-limit-" + key).start(this::reserveAll);
        }
    }

    private void reserveAll() {
        try {
            while (awaitWork()) {
                reserveOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped();
        }
    }

    private void stopped() {
        lock.lock();
        try {
            reserving = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is something to do; it is time then. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            long linger = LINGER_NANOS;
            while (queue.isEmpty() && linger > 0 && !closed) {
                linger = changed.awaitNanos(linger);
            }
            if (closed || (queue.isEmpty() && correction == 0)) {
                reserving = false;
                return false;
            }
        } finally {
            lock.unlock();
        }
        long rest = hold.active() ? hold.left().toNanos() - AHEAD_NANOS : 0;
        long sleep = Math.max(askAt - System.nanoTime(), rest);
        if (sleep > 0) {
            TimeUnit.NANOSECONDS.sleep(sleep);
        }
        return true;
    }

    private void reserveOnce() {
        List<Long> asked;
        long corrected;
        lock.lock();
        try {
            asked = queue.stream().limit(MOST_AT_ONCE).map(Waiter::tokens).toList();
            corrected = correction;
            correction = 0;
        } finally {
            lock.unlock();
        }
        try {
            if (asked.isEmpty()) {
                ledger.correct(key, pacing, corrected);
                askAt = System.nanoTime();
            } else {
                grant(asked, ledger.reserve(key, pacing, asked, corrected));
            }
            failing = false;
        } catch (RuntimeException e) {
            // Also what a pool throws that is being closed: nobody may be left waiting for a thread that died.
            failed(corrected, e);
        }
    }

    /** What was asked for one may go to another, if the first has gone: the tokens are made good later. */
    private void grant(List<Long> asked, List<Duration> waits) {
        long now = System.nanoTime();
        lock.lock();
        try {
            for (int i = 0; i < waits.size(); i++) {
                long moment = now + waits.get(i).toNanos();
                Waiter waiter = queue.poll();
                correction += (waiter == null ? 0 : waiter.tokens()) - asked.get(i);
                if (waiter != null) {
                    waiter.moment().complete(moment);
                }
                // Over about a dozen calls.
                intervalNanos += (Math.max(0, moment - lastMoment) - intervalNanos) / 12;
                lastMoment = moment;
            }
        } finally {
            lock.unlock();
        }
        askAt = Math.max(now + GATHER_NANOS, lastMoment - AHEAD_NANOS);
    }

    /** Tokens given back are not given back again: the statement may have been done before it failed. */
    private void failed(long corrected, RuntimeException failure) {
        lock.lock();
        try {
            correction += Math.max(0, corrected);
        } finally {
            lock.unlock();
        }
        if (!failing) {
            LOG.warnf("calls of %s wait until their limit can be looked up: %s", key, failure.getMessage());
        }
        failing = true;
        askAt = System.nanoTime() + RETRY_NANOS;
    }
}

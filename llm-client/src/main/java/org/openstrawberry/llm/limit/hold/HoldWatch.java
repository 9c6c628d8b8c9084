package org.openstrawberry.llm.limit.hold;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Shares rests with the other processes: tells them of those that begin here, and looks once a second for those that began
 * there, while calls are made. One statement looks for all keys. Works on threads of its own, so that an interrupted
 * caller cuts no connection.
 */
public final class HoldWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HoldWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(900);
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration WORTH_TELLING = Duration.ofMillis(200);

    private final HoldLedger ledger;
    private final BooleanSupplier waiting;
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long lastUse = System.nanoTime();
    private boolean failing;

    /**
     * Nothing watched yet.
     *
     * @param waiting whether any call waits now
     */
    public HoldWatch(HoldLedger ledger, BooleanSupplier waiting) {
        this.ledger = ledger;
        this.waiting = waiting;
    }

    /** The key's rest, watched from now on. */
    public Hold watched(String key) {
        return holds.computeIfAbsent(key, _ -> new Hold());
    }

    /** A call is about to be made or waits to be. */
    public void used() {
        lastUse = System.nanoTime();
        if (!watching.get() && watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("model-limit-rests").start(this::watch);
        }
    }

    /** Lets the key rest in this process at once, and in the others within a second. */
    public void prolong(String key, Duration duration) {
        Duration more = watched(key).prolong(duration);
        if (more.compareTo(WORTH_TELLING) > 0) {
            Thread.ofVirtual().name("model-limit-rest").start(() -> tell(key));
        }
    }

    private void tell(String key) {
        // What is left when it is told, not what was asked for: time has passed.
        Duration left = watched(key).left();
        try {
            if (left.isPositive()) {
                ledger.prolong(key, left);
            }
        } catch (RuntimeException e) {
            LOG.warnf("the other processes do not learn that %s rests for %s: %s", key, left, e.getMessage());
        }
    }

    private void watch() {
        try {
            do {
                look();
            } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                    && (waiting.getAsBoolean() || System.nanoTime() - lastUse < IDLE_NANOS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watching.set(false);
        }
    }

    private void look() {
        try {
            ledger.left(List.copyOf(holds.keySet())).forEach((key, left) -> {
                Duration _ = watched(key).prolong(left);
            });
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warnf("what other processes know of providers that want rest is not seen: %s", e.getMessage());
            }
            failing = true;
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        closed.countDown();
    }
}

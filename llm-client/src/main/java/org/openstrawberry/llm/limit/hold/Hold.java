package org.openstrawberry.llm.limit.hold;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.openstrawberry.llm.limit.patience.Patience;

/** Until when nothing is sent with one key, as this process knows it. It is only ever prolonged. Safe between threads. */
public final class Hold {

    private static final long SPREAD_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicLong until = new AtomicLong(System.nanoTime());

    /**
     * Sends nothing for that long from now.
     *
     * @return by how much that is longer than was known
     */
    public Duration prolong(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long before = until.getAndAccumulate(end, (known, added) -> added - known > 0 ? added : known);
        return Duration.ofNanos(Math.max(0, end - before));
    }

    /** How much longer nothing is sent; zero or less if something may be. */
    public Duration left() {
        return Duration.ofNanos(until.get() - System.nanoTime());
    }

    /** Whether nothing may be sent now. */
    public boolean active() {
        return until.get() - System.nanoTime() > 0;
    }

    /**
     * Waits until something may be sent again, and then for up to a second more, so that not everybody comes at once.
     *
     * @return false if patience ended before
     */
    public boolean await(Patience patience) throws InterruptedException {
        boolean waited = false;
        while (active()) {
            waited = true;
            if (!patience.sleepUntil(until.get())) {
                return false;
            }
        }
        return !waited
                || patience.sleepUntil(
                        System.nanoTime() + ThreadLocalRandom.current().nextLong(SPREAD_NANOS));
    }
}

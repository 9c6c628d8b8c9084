package org.openstrawberry.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes ids that grow: with time, and from one to the next within a process, so that new rows lie together in their
 * indexes and the rows that one process wrote sort in the order in which it wrote them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562, UUID version 7</a>, and its section 6.2,
 *     method 1, for the counter
 */
@ApplicationScoped
public class Ids {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_MASK = (1 << COUNTER_BITS) - 1;

    private final InstantSource clock;
    private final RandomGenerator random;
    /** Milliseconds and counter of the newest id. A counter that is used up, or a clock set back, borrows from the future. */
    private final AtomicLong newest = new AtomicLong();

    /** Ids from the system's clock and a secure source of randomness. */
    public Ids() {
        this(Clock.systemUTC(), new SecureRandom());
    }

    /** Ids from a given clock and randomness. */
    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id, greater than every one before it. */
    public UUID next() {
        // Begins in the lower half of its range, so that a millisecond has room for many.
        long fromClock = (clock.millis() << COUNTER_BITS) | random.nextInt(1 << (COUNTER_BITS - 1));
        long time = newest.accumulateAndGet(fromClock, (last, now) -> Math.max(last + 1, now));
        long mostSignificant = ((time >>> COUNTER_BITS) << 16) | VERSION_7 | (time & COUNTER_MASK);
        long leastSignificant = VARIANT | random.nextLong() >>> 2;
        return new UUID(mostSignificant, leastSignificant);
    }
}

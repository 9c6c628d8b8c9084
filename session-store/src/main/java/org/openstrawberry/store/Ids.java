package org.openstrawberry.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes ids that grow with time, so that new rows lie together in their indexes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562, UUID version 7</a>
 */
@ApplicationScoped
public class Ids {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final RandomGenerator random;

    /** Ids from the system's clock and a secure source of randomness. */
    public Ids() {
        this(Clock.systemUTC(), new SecureRandom());
    }

    /** Ids from a given clock and randomness. */
    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id. */
    public UUID next() {
        long mostSignificant = clock.millis() << 16 | VERSION_7 | random.nextInt(1 << 12);
        long leastSignificant = VARIANT | random.nextLong() >>> 2;
        return new UUID(mostSignificant, leastSignificant);
    }
}

package org.openstrawberry.messaging.consume;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Since when each consumer has been handling its batch, so that one that hangs is seen. */
@Singleton
public final class ConsumerProgress {
    private final Clock clock;
    private final Map<String, Instant> busySince = new ConcurrentHashMap<>();

    /** With the system's clock. */
    @Inject
    public ConsumerProgress() {
        this(Clock.systemUTC());
    }

    ConsumerProgress(Clock clock) {
        this.clock = clock;
    }

    /** Runs the handler of that consumer, and says when it is done; each retry counts anew. */
    Boolean measure(String consumer, Runnable handler) {
        busySince.put(consumer, clock.instant());
        try {
            handler.run();
            return true;
        } finally {
            busySince.remove(consumer);
        }
    }

    /** The consumers that have been handling one batch for longer than that, with how long. */
    public Map<String, Duration> busyForLongerThan(Duration limit) {
        Instant now = clock.instant();
        return busySince.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), Duration.between(entry.getValue(), now)))
                .filter(entry -> entry.getValue().compareTo(limit) > 0)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

package org.openstrawberry.generator.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.store.turn.Exchange;

/**
 * Histories of the traces that this process worked on last, so that turn 100 does not read 99 turns again. Bounded by
 * memory; what falls out is read from the store. Holds only what is stored: an exchange enters after its commit.
 */
public final class HistoryCache {
    private final Cache<UUID, History> histories;

    /**
     * Empty.
     *
     * @param maximumBytes about how much memory the histories may take together
     */
    public HistoryCache(long maximumBytes) {
        this.histories = Caffeine.newBuilder()
                .maximumWeight(maximumBytes)
                .<UUID, History>weigher((_, history) -> (int) Math.min(history.bytes(), Integer.MAX_VALUE))
                .executor(Runnable::run)
                .build();
    }

    /** What is known of the trace before that turn: all of it or its beginning. */
    public Optional<History> find(UUID traceId, int before) {
        return Optional.ofNullable(histories.getIfPresent(traceId)).map(history -> history.truncated(before));
    }

    /** Keeps a history that was read, unless it has gaps or more is known. */
    public void put(UUID traceId, History history) {
        if (!history.isComplete()) {
            return;
        }
        histories.asMap().merge(traceId, history, (known, read) -> known.before() >= read.before() ? known : read);
    }

    /** Adds an exchange that was stored, if it is the next one of a trace whose beginning is known. */
    public void append(UUID traceId, History beginning, Exchange exchange) {
        if (beginning.before() == exchange.index()) {
            put(traceId, beginning.extended(List.of(exchange), exchange.index() + 1));
        }
    }

    /** About how much memory the histories take. */
    public long bytes() {
        return histories.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}

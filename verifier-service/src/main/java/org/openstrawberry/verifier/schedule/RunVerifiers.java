package org.openstrawberry.verifier.schedule;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The settings of the runs that were asked for last, kept in memory: they never change. Safe between threads. A run that
 * does not exist is asked for again each time.
 */
public final class RunVerifiers {
    private final int capacity;
    private final Function<Collection<UUID>, Map<UUID, RunVerifier>> source;
    private final LinkedHashMap<UUID, RunVerifier> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Nothing known yet.
     *
     * @param capacity most runs kept
     * @param source reads those of the runs that exist
     */
    public RunVerifiers(int capacity, Function<Collection<UUID>, Map<UUID, RunVerifier>> source) {
        this.capacity = capacity;
        this.source = source;
    }

    /** The settings of those of the runs that exist. */
    public Map<UUID, RunVerifier> of(Set<UUID> runIds) {
        Map<UUID, RunVerifier> found = new HashMap<>();
        Set<UUID> missing = new HashSet<>();
        synchronized (known) {
            for (UUID id : runIds) {
                Optional.ofNullable(known.get(id)).ifPresentOrElse(run -> found.put(id, run), () -> missing.add(id));
            }
        }
        if (!missing.isEmpty()) {
            Map<UUID, RunVerifier> read = source.apply(missing);
            found.putAll(read);
            keep(read);
        }
        return found;
    }

    private void keep(Map<UUID, RunVerifier> read) {
        synchronized (known) {
            known.putAll(read);
            while (known.size() > capacity) {
                known.pollFirstEntry();
            }
        }
    }
}

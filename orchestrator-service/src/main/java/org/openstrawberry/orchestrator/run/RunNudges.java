package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Wakes the scheduler when a run has something to do, so that it need not look often. */
@ApplicationScoped
public class RunNudges {
    private final Set<UUID> nudged = ConcurrentHashMap.newKeySet();
    private volatile Runnable listener = () -> {};

    /** Names whoever is to be told of nudges. Must not block. */
    void listen(Runnable newListener) {
        listener = newListener;
    }

    /** The runs may have room for more traces, or be at their end. */
    public void nudge(Collection<UUID> runIds) {
        if (!runIds.isEmpty()) {
            nudged.addAll(runIds);
            listener.run();
        }
    }

    /** The runs nudged since the last call. */
    Set<UUID> take() {
        Set<UUID> taken = Set.copyOf(nudged);
        nudged.removeAll(taken);
        return taken;
    }
}

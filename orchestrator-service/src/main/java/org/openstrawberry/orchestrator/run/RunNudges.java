package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the scheduler when a run has something to do, so that it need not look often. */
@ApplicationScoped
public class RunNudges {
    private final Set<UUID> nudged = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);

    /** The runs may have room for more traces, or be at their end. */
    public void nudge(Collection<UUID> runIds) {
        if (!runIds.isEmpty()) {
            nudged.addAll(runIds);
            wake.release();
        }
    }

    /**
     * Waits for a nudge.
     *
     * @return the runs nudged since the last call; none when the time ran out
     */
    Set<UUID> await(Duration timeout) throws InterruptedException {
        if (wake.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
        Set<UUID> taken = Set.copyOf(nudged);
        nudged.removeAll(taken);
        return taken;
    }
}

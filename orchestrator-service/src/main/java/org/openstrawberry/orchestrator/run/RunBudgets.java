package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;

/**
 * Tells whether a run has used the tokens that it may. The sum is read at most once a second and run, so what is in
 * flight when the limit is reached is still paid for.
 */
@ApplicationScoped
public class RunBudgets {
    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Map<UUID, Spent> spent = new ConcurrentHashMap<>();

    RunBudgets(InstantSource clock) {
        this.clock = clock;
    }

    private record Spent(long tokens, Instant readAt) {}

    /** Whether the run may not ask for another turn. */
    boolean isSpent(Run run) {
        Long limit = run.settings.limits().runTokens();
        return limit != null && spent(run.id).tokens() >= limit;
    }

    /** Forgets all runs but these. */
    void retain(Collection<UUID> runIds) {
        spent.keySet().retainAll(Set.copyOf(runIds));
    }

    private Spent spent(UUID runId) {
        Instant now = clock.instant();
        @Nullable Spent known = spent.get(runId);
        if (known != null && known.readAt().plus(MAX_AGE).isAfter(now)) {
            return known;
        }
        Spent read = new Spent(Trace.sumTokens(runId), now);
        spent.put(runId, read);
        return read;
    }
}

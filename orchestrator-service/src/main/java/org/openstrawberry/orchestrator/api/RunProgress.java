package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.openstrawberry.orchestrator.events.RunProgressSource;

/** Counts a run once for all who watch it, and the less often the longer the counting takes. */
@ApplicationScoped
class RunProgress implements RunProgressSource {
    private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();
    private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();
    /** Counting may take up at most this part of the time. */
    private static final int LEISURE = 10;

    private final RunQueries runs;
    private final ObjectMapper json;
    private final Map<UUID, Counted> counted = new ConcurrentHashMap<>();

    RunProgress(RunQueries runs, ObjectMapper json) {
        this.runs = runs;
        this.json = json;
    }

    private record Counted(Optional<Snapshot> snapshot, long at, long freshFor) {
        boolean isFresh() {
            return System.nanoTime() - at < freshFor;
        }
    }

    @Override
    public Optional<Snapshot> progress(UUID runId) {
        long now = System.nanoTime();
        counted.values().removeIf(old -> now - old.at() > FORGET_NANOS);
        Counted latest = counted.compute(runId, (id, known) -> known != null && known.isFresh() ? known : count(id));
        return latest.snapshot();
    }

    @Override
    public Optional<String> report(UUID runId) {
        return runs.detail(runId).map(this::write);
    }

    private Counted count(UUID runId) {
        long start = System.nanoTime();
        Optional<Snapshot> snapshot =
                runs.progress(runId).map(progress -> new Snapshot(progress.finishedAt() != null, write(progress)));
        long end = System.nanoTime();
        return new Counted(snapshot, end, Math.max(FRESH_NANOS, (end - start) * LEISURE));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every view can be written as JSON", e);
        }
    }
}

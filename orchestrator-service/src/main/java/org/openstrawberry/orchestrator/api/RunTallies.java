package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.report.PassAtK;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.report.RunStatistics;
import org.openstrawberry.store.run.Run;

/**
 * Counts the traces of runs, and not more often than is worth it: a run that is over to its last call is counted once, one that goes on
 * the less often the longer its counting takes, however many look at it.
 */
@ApplicationScoped
class RunTallies {
    /** Counting a run may take up at most this part of the time. */
    private static final int LEISURE = 10;

    private static final int MOST_KEPT = 1_000;

    private final RunStatistics statistics;
    private final RunCosts costs;
    private final Map<UUID, Counted> counted = new ConcurrentHashMap<>();

    RunTallies(RunStatistics statistics, RunCosts costs) {
        this.statistics = statistics;
        this.costs = costs;
    }

    /**
     * A tally and until when it will do.
     *
     * @param status of the run when it was counted, as is {@code finishedAt}
     * @param settled whether nothing of it could change any more
     */
    private record Counted(
            RunTally tally,
            RunStatus status,
            @Nullable Instant finishedAt,
            boolean settled,
            long atNanos,
            long freshForNanos) {
        boolean isGoodFor(Run run) {
            boolean same =
                    status == run.status && Optional.ofNullable(finishedAt).equals(Optional.ofNullable(run.finishedAt));
            return same && (settled || System.nanoTime() - atNanos < freshForNanos);
        }
    }

    /** What is counted of the run. */
    RunTally of(Run run) {
        RunTally tally = counted.compute(
                        run.id, (_, known) -> known != null && known.isGoodFor(run) ? known : count(run))
                .tally();
        if (counted.size() > MOST_KEPT) {
            counted.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().atNanos()))
                    .ifPresent(oldest -> counted.remove(oldest.getKey(), oldest.getValue()));
        }
        return tally;
    }

    private Counted count(Run run) {
        long start = System.nanoTime();
        // Before the counting, which then misses nothing that came before the end.
        boolean settled = run.finishedAt != null && statistics.isSettled(run.id);
        boolean several = run.samplesPerProblem > 1;
        RunTally tally = new RunTally(
                statistics.counts(run.id),
                run.settings.verifier().mode() == VerifierMode.OFF ? RunCosts.Critics.NONE : costs.critics(run.id),
                PassAtK.of(statistics.groups(run.id), run.samplesPerProblem),
                several ? statistics.majority(run.id) : Optional.empty());
        long end = System.nanoTime();
        return new Counted(tally, run.status, run.finishedAt, settled, end, (end - start) * LEISURE);
    }
}

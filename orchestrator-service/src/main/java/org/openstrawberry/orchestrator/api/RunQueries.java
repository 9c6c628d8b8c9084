package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.report.RunStatistics;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.run.Run;

/** Reads runs for the interface. */
@ApplicationScoped
class RunQueries {
    private final RunStatistics statistics;
    private final RunCosts costs;
    private final RunForecasts forecasts;
    private final RunTallies tallies;
    private final InstantSource clock;

    RunQueries(
            RunStatistics statistics, RunCosts costs, RunForecasts forecasts, RunTallies tallies, InstantSource clock) {
        this.costs = costs;
        this.forecasts = forecasts;
        this.statistics = statistics;
        this.tallies = tallies;
        this.clock = clock;
    }

    /**
     * Runs, newest first.
     *
     * @param before only runs made before that one
     */
    @Transactional
    Page<RunViews.Detail> list(Optional<UUID> before, Optional<RunStatus> status, Optional<UUID> campaign, int limit) {
        String query = "interactive = false"
                + (before.isPresent() ? " and id < :before" : "")
                + (status.isPresent() ? " and status = :status" : "")
                + (campaign.isPresent() ? " and campaignId = :campaign" : "")
                + " order by id desc";
        Map<String, Object> parameters = new HashMap<>();
        before.ifPresent(id -> parameters.put("before", id));
        status.ifPresent(value -> parameters.put("status", value));
        campaign.ifPresent(id -> parameters.put("campaign", id));
        List<Run> found = Run.<Run>find(query, parameters).page(0, limit + 1).list();
        Page<Run> page = Page.of(found, limit, run -> run.id.toString());
        return new Page<>(page.items().stream().map(this::view).toList(), page.next());
    }

    /** Whether there is such a run. */
    @Transactional
    boolean exists(UUID id) {
        return Run.findByIdOptional(id).isPresent();
    }

    /** The run with everything that is counted of it. */
    @Transactional
    Optional<RunViews.Detail> detail(UUID id) {
        return Run.<Run>findByIdOptional(id).map(this::view);
    }

    /** The run with what changes from second to second. */
    @Transactional
    Optional<RunViews.Progress> progress(UUID id) {
        return Run.<Run>findByIdOptional(id)
                .map(run -> RunViews.Progress.of(run, statistics.counts(id), clock.instant()));
    }

    private RunViews.Detail view(Run run) {
        RunTally tally = tallies.of(run);
        RunReport report = new RunReport(
                tally.counts(),
                tally.critics(),
                Budget.find(run.id),
                run.finishedAt == null ? Optional.of(outlook(run)) : Optional.empty(),
                tally.passAtK(),
                tally.majority());
        return RunViews.Detail.of(run, report, clock.instant());
    }

    private CostViews.OutlookView outlook(Run run) {
        Instant started = run.startedAt;
        Duration elapsed = started == null ? Duration.ZERO : Duration.between(started, clock.instant());
        return costs.outlook(run.id, run.tracesPlanned, elapsed)
                .map(CostViews.OutlookView::of)
                .orElseGet(() -> CostViews.OutlookView.of(forecasts.of(run)));
    }
}

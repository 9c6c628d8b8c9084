package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.worth.Calibration;
import org.openstrawberry.orchestrator.worth.PairedDifference;
import org.openstrawberry.orchestrator.worth.Quality;
import org.openstrawberry.store.critique.CriticRecords;
import org.openstrawberry.store.critique.CriticRecords.Said;
import org.openstrawberry.store.run.Run;

/** Measures what the critics of runs are worth. */
@ApplicationScoped
class CriticQueries {
    private static final String UNNAMED = "CRITIC_UNSURE";

    private final CriticRecords records;
    private final RunCosts costs;
    private final RunTallies tallies;

    CriticQueries(CriticRecords records, RunCosts costs, RunTallies tallies) {
        this.records = records;
        this.costs = costs;
        this.tallies = tallies;
    }

    /**
     * What the critics of the run said and what it is worth; empty when there is no such run.
     *
     * @param other run to compare it with
     * @throws ApiException when there is no such other run, or the two share no problem
     */
    @Transactional
    Optional<CriticViews.Report> report(UUID runId, Optional<UUID> other) {
        return Run.<Run>findByIdOptional(runId)
                .map(run -> report(run, other.map(id -> comparison(run, id)).orElse(null)));
    }

    private CriticViews.Report report(Run run, CriticViews.@Nullable Comparison comparison) {
        List<Said> said = records.said(run.id);
        RunCosts.Critics used = costs.critics(run.id);
        Calibration calibration = new Calibration(records.scores(run.id).stream()
                .map(scores -> new Calibration.Bin(scores.count(), scores.sum(), scores.right()))
                .toList());
        return new CriticViews.Report(
                counts(said),
                CriticViews.QualityView.of(quality(said, false)),
                CriticViews.QualityView.of(quality(said, true)),
                CriticViews.CalibrationView.of(calibration),
                CriticViews.tokens(used),
                used.cost().map(CostViews::shortest).orElse(null),
                comparison);
    }

    private CriticViews.Comparison comparison(Run run, UUID otherId) {
        Run other = Run.<Run>findByIdOptional(otherId)
                .orElseThrow(() -> ApiException.invalid("compareWith", "names no run: " + otherId));
        PairedDifference paired = PairedDifference.of(records.pairs(run.id, otherId).stream()
                        .map(pairs -> new PairedDifference.Group(
                                pairs.samples(),
                                pairs.right(),
                                pairs.otherSamples(),
                                pairs.otherRight(),
                                pairs.problems()))
                        .toList())
                .orElseThrow(() -> ApiException.invalid(
                        "compareWith", "has ended no trace of a problem of which this run has ended one"));
        boolean comparable = paired.problems() == run.problems && paired.problems() == other.problems;
        Optional<BigDecimal> extra = cost(run).flatMap(mine -> cost(other).map(mine::subtract));
        return CriticViews.Comparison.of(otherId, paired, extra, comparable);
    }

    private Optional<BigDecimal> cost(Run run) {
        RunTally tally = tallies.of(run);
        return Optional.ofNullable(
                CostViews.sum(tally.counts().cost(), tally.critics().cost()));
    }

    private static CriticViews.Critiques counts(List<Said> said) {
        Map<String, Long> errors = new TreeMap<>();
        long open = 0;
        long failed = 0;
        Map<CritiqueOutcome, Long> made = new EnumMap<>(CritiqueOutcome.class);
        for (Said one : said) {
            CritiqueOutcome outcome = one.outcome();
            if (outcome == null) {
                open += one.count();
            } else if (one.status() == TurnStatus.COMPLETED) {
                made.merge(outcome, one.count(), Long::sum);
            } else {
                failed += one.count();
            }
            if (outcome == CritiqueOutcome.UNKNOWN) {
                errors.merge(Optional.ofNullable(one.errorCode()).orElse(UNNAMED), one.count(), Long::sum);
            }
        }
        return new CriticViews.Critiques(
                said.stream().mapToLong(Said::count).sum(),
                made.getOrDefault(CritiqueOutcome.PASS, 0L),
                made.getOrDefault(CritiqueOutcome.FAIL, 0L),
                made.getOrDefault(CritiqueOutcome.UNKNOWN, 0L),
                failed,
                open,
                errors);
    }

    private static Quality quality(List<Said> said, boolean lastOnly) {
        Quality quality = Quality.NONE;
        for (Said one : said) {
            boolean spoke = one.outcome() == CritiqueOutcome.PASS || one.outcome() == CritiqueOutcome.FAIL;
            boolean decided = one.verdict() == VerdictOutcome.CORRECT || one.verdict() == VerdictOutcome.INCORRECT;
            if (spoke && decided && (one.last() || !lastOnly)) {
                quality = quality.plus(
                        one.outcome() == CritiqueOutcome.FAIL, one.verdict() == VerdictOutcome.CORRECT, one.count());
            }
        }
        return quality;
    }
}

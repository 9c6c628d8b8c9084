package org.openstrawberry.orchestrator.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.api.CostViews.BudgetView;
import org.openstrawberry.orchestrator.api.CostViews.ModelUse;
import org.openstrawberry.orchestrator.api.CostViews.OutlookView;
import org.openstrawberry.orchestrator.report.Proportion;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.report.RunCounts;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;

/** What is told of runs. */
final class RunViews {
    private RunViews() {}

    /**
     * A run and how far it has come.
     *
     * @param passAtK by k
     * @param majority share of problems whose most frequent answer is correct; null with one sample a problem
     * @param turnsPerSecond from the start to the end or to now; null before the start
     */
    @Schema(name = "Run")
    record Detail(
            UUID id,

            @Schema(examples = "gsm8k-test x replay:175b_verification")
            String name,

            RunStatus status,
            UUID problemSet,

            @Schema(nullable = true, description = "The campaign that it belongs to") @Nullable
            UUID campaign,

            @Schema(examples = "replay:175b_verification") String model,
            RunMode mode,

            @Schema(description = "Problems that take part", examples = "1319")
            int problems,

            @Schema(examples = "1") int samplesPerProblem,
            Traces traces,

            @Schema(description = "Turns taken in so far", examples = "1319")
            long turns,

            Map<EndReason, Long> endReasons,

            @Schema(description = "Traces that ended by an error, by its code", examples = "{\"UNKNOWN_MODEL\": 3}")
            Map<String, Long> errorCodes,

            Map<VerdictOutcome, Long> verdicts,

            @Schema(
                    nullable = true,
                    description = "Correct traces among those ended, cancelled ones left out, with the 95 %"
                            + " Wilson interval")
            @Nullable
            Proportion accuracy,

            @Schema(description = "Unbiased estimates by k", examples = "{\"1\": 0.56, \"2\": 0.71}")
            Map<Integer, Double> passAtK,

            @Schema(nullable = true, description = "Share of problems whose most frequent answer is correct") @Nullable
            Proportion majority,

            Tokens tokens,

            @Schema(
                    nullable = true,
                    description = "Of all calls of a known cost, as an exact decimal; null when there is none")
            @Nullable
            BigDecimal cost,

            @Schema(nullable = true, description = "Of the prices", examples = "USD") @Nullable
            String currency,

            List<ModelUse> models,

            @Schema(nullable = true, description = "Null when the run has no caps") @Nullable
            BudgetView budget,

            @Schema(nullable = true, description = "Null once the run has ended") @Nullable
            OutlookView forecast,

            @Schema(nullable = true) @Nullable Double turnsPerSecond,
            RunSettings settings,

            @Schema(description = "Made for one question asked by a person")
            boolean interactive,

            @Schema(nullable = true, description = "Why the run failed") @Nullable
            String failure,

            Instant createdAt,
            @Schema(nullable = true) @Nullable Instant startedAt,
            @Schema(nullable = true) @Nullable Instant finishedAt) {
        static Detail of(Run run, RunReport report, Instant now) {
            RunCounts counts = report.counts();
            RunSettings.Prices prices = run.settings.prices();
            return new Detail(
                    run.id,
                    run.name,
                    run.status,
                    run.problemSetId,
                    run.campaignId,
                    run.model,
                    run.mode,
                    run.problems,
                    run.samplesPerProblem,
                    Traces.of(run, counts),
                    counts.turns(),
                    counts.endReasons(),
                    counts.errorCodes(),
                    counts.verdicts(),
                    counts.accuracy().orElse(null),
                    report.passAtK(),
                    report.majority().orElse(null),
                    Tokens.of(counts.tokens().plus(report.critics().tokens())),
                    CostViews.sum(counts.cost(), report.critics().cost()),
                    prices == null ? null : prices.currency(),
                    modelUses(run, report),
                    report.budget().map(BudgetView::of).orElse(null),
                    report.outlook().orElse(null),
                    speed(run, counts.turns(), now),
                    run.settings,
                    run.interactive,
                    run.failure,
                    run.createdAt,
                    run.startedAt,
                    run.finishedAt);
        }
    }

    private static List<ModelUse> modelUses(Run run, RunReport report) {
        ModelUse generator = use(
                run.model,
                "GENERATOR",
                report.counts().tokens(),
                report.counts().cost());
        if (run.settings.verifier().mode() == VerifierMode.OFF) {
            return List.of(generator);
        }
        String critic = run.settings.verifier().model();
        RunCosts.Critics critics = report.critics();
        return List.of(
                generator, use(critic == null ? run.model : critic, "VERIFIER", critics.tokens(), critics.cost()));
    }

    private static ModelUse use(String model, String role, RunCounts.Tokens tokens, Optional<BigDecimal> cost) {
        return new ModelUse(
                model, role, Tokens.of(tokens), cost.map(CostViews::shortest).orElse(null));
    }

    /**
     * The traces of a run by what they wait for.
     *
     * @param total how many there will be
     */
    @Schema(name = "TraceCounts")
    record Traces(
            @Schema(description = "How many there will be", examples = "1319")
            long total,

            @Schema(examples = "1319") long finished,
            @Schema(description = "Paused by themselves") long paused,
            Map<TraceStatus, Long> states) {
        static Traces of(Run run, RunCounts counts) {
            return new Traces(run.tracesPlanned, counts.finished(), counts.paused(), counts.states());
        }
    }

    /** Tokens; a sum that no provider reported is null, which is unknown and not zero. */
    @Schema(name = "TokenCounts", description = "Null is unknown; with unmetered calls the sums are lower bounds")
    record Tokens(
            @Schema(nullable = true) @Nullable Long input,

            @Schema(nullable = true, description = "Of the input, read from the provider's prompt cache") @Nullable
            Long cached,

            @Schema(nullable = true, description = "Of the input, written to the provider's prompt cache") @Nullable
            Long cacheWritten,

            @Schema(nullable = true) @Nullable Long output,

            @Schema(nullable = true, description = "Of the output, hidden reasoning") @Nullable
            Long reasoning,

            @Schema(description = "Model calls") long calls,

            @Schema(description = "Calls whose provider reported no tokens")
            long unmeteredCalls) {
        /** Without a call nothing was used, and that is known. */
        private static final Tokens NONE = new Tokens(0L, 0L, 0L, 0L, 0L, 0, 0);

        static Tokens of(RunCounts.Tokens tokens) {
            if (tokens.calls() == 0) {
                return NONE;
            }
            boolean metered = tokens.unmetered() < tokens.calls();
            return new Tokens(
                    metered ? tokens.input() : null,
                    tokens.cached(),
                    tokens.cacheWritten(),
                    metered ? tokens.output() : null,
                    tokens.reasoning(),
                    tokens.calls(),
                    tokens.unmetered());
        }
    }

    /** How far a running run has come, as its event stream tells every second. */
    @Schema(name = "RunProgress")
    record Progress(
            RunStatus status,
            Traces traces,
            long turns,
            Map<EndReason, Long> endReasons,
            Map<VerdictOutcome, Long> verdicts,
            @Schema(nullable = true) @Nullable Proportion accuracy,
            @Schema(nullable = true) @Nullable Double turnsPerSecond,
            @Schema(nullable = true) @Nullable Instant finishedAt) {
        static Progress of(Run run, RunCounts counts, Instant now) {
            return new Progress(
                    run.status,
                    Traces.of(run, counts),
                    counts.turns(),
                    counts.endReasons(),
                    counts.verdicts(),
                    counts.accuracy().orElse(null),
                    speed(run, counts.turns(), now),
                    run.finishedAt);
        }
    }

    private static @Nullable Double speed(Run run, long turns, Instant now) {
        Instant started = run.startedAt;
        if (started == null) {
            return null;
        }
        Instant end = run.finishedAt == null ? now : run.finishedAt;
        long millis = Math.max(1, java.time.Duration.between(started, end).toMillis());
        return turns * 1000.0 / millis;
    }
}

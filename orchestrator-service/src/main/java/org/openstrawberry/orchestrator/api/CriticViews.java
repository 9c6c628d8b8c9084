package org.openstrawberry.orchestrator.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.orchestrator.report.Proportion;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.worth.Calibration;
import org.openstrawberry.orchestrator.worth.PairedDifference;
import org.openstrawberry.orchestrator.worth.Quality;

/** What is told of a run's critics. */
final class CriticViews {
    private static final int COST_SCALE = 10;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private CriticViews() {}

    /** What the critics of a run said and what it is worth. */
    @Schema(name = "CriticReport")
    record Report(
            Critiques critiques,

            @Schema(description = "Each critique against the verdict on its trace")
            QualityView windows,

            @Schema(description = "The last critique of each trace that passed or failed, against its verdict")
            QualityView traces,

            @Schema(description = "The last score of each trace, in tenths, against its verdict")
            CalibrationView calibration,

            RunViews.Tokens tokens,

            @Schema(nullable = true, description = "Of the critics' calls; null when none had a known cost") @Nullable
            BigDecimal cost,

            @Schema(nullable = true, description = "Null unless compareWith was given") @Nullable
            Comparison comparison) {}

    /** How many critiques there are of each kind. */
    @Schema(name = "CritiqueCounts")
    record Critiques(
            long total,
            long pass,
            long fail,

            @Schema(description = "Made, but nothing could be read from them, or the critic could not tell")
            long unknown,

            @Schema(description = "Not made: the call failed, or was given up")
            long failed,

            @Schema(description = "Waiting or in the making")
            long open,

            @Schema(description = "Of the unknown and failed ones, by why", examples = "{\"REPLY_NO_VERDICT\": 3}")
            Map<String, Long> errorCodes) {}

    /** Against the verdicts; a critique that fails claims that the answer is wrong. */
    @Schema(
            name = "CriticQuality",
            description = "With 95 % Wilson intervals; null where there is nothing to divide by")
    record QualityView(
            @Schema(description = "FAIL, and the answer is wrong")
            long failedWrong,

            @Schema(description = "FAIL, and the answer is right")
            long failedRight,

            @Schema(description = "PASS, and the answer is wrong")
            long passedWrong,

            @Schema(description = "PASS, and the answer is right")
            long passedRight,

            @Schema(nullable = true, description = "Of those failed, the share that is wrong") @Nullable
            Proportion precision,

            @Schema(nullable = true, description = "Of those wrong, the share that was failed") @Nullable
            Proportion recall,

            @Schema(nullable = true, description = "The share where critic and judge agree") @Nullable
            Proportion agreement) {
        static QualityView of(Quality quality) {
            return new QualityView(
                    quality.failedWrong(),
                    quality.failedRight(),
                    quality.passedWrong(),
                    quality.passedRight(),
                    quality.precision().orElse(null),
                    quality.recall().orElse(null),
                    quality.agreement().orElse(null));
        }
    }

    /** Whether answers are right as often as the scores say. */
    @Schema(name = "CriticCalibration")
    record CalibrationView(
            long scores,

            @Schema(nullable = true, description = "Mean distance between score and accuracy; null without scores")
            @Nullable
            Double expectedError,

            List<BinView> bins) {
        static CalibrationView of(Calibration calibration) {
            return new CalibrationView(
                    calibration.scores(),
                    calibration.scores() == 0 ? null : calibration.expectedError(),
                    calibration.bins().stream()
                            .map(bin -> new BinView(bin.scores(), bin.meanScore(), bin.accuracy()))
                            .toList());
        }
    }

    /** Scores of one tenth. */
    @Schema(name = "CalibrationBin")
    record BinView(
            long scores,
            double meanScore,
            @Schema(description = "Share of right answers") double accuracy) {}

    /** How the run did on the problems that it shares with another. */
    @Schema(
            name = "RunComparison",
            description = "Paired by problem, with the 95 % interval of the difference: Newcombe's method 10 with one"
                    + " sample a problem, a bootstrap over problems with several")
    record Comparison(
            UUID with,
            long problems,
            double accuracy,
            @Schema(description = "Of the other run") double otherAccuracy,
            @Schema(description = "From -1 to 1") double difference,
            double low,
            double high,

            @Schema(nullable = true, description = "What this run cost more; null when a cost is not known") @Nullable
            BigDecimal extraCost,

            @Schema(
                    nullable = true,
                    description = "For each percentage point gained; null when none was, a cost is not known, or a run"
                            + " has problems that the other has not")
            @Nullable
            BigDecimal costPerPoint) {

        /** @param comparable whether the two costs are of the same problems */
        static Comparison of(UUID with, PairedDifference paired, Optional<BigDecimal> extraCost, boolean comparable) {
            return new Comparison(
                    with,
                    paired.problems(),
                    paired.accuracy(),
                    paired.otherAccuracy(),
                    paired.value(),
                    paired.low(),
                    paired.high(),
                    extraCost.map(CostViews::shortest).orElse(null),
                    extraCost
                            .filter(_ -> comparable && paired.value() > 0)
                            .map(cost -> perPoint(cost, paired.value()))
                            .orElse(null));
        }

        private static BigDecimal perPoint(BigDecimal cost, double difference) {
            BigDecimal points = BigDecimal.valueOf(difference).multiply(HUNDRED);
            return CostViews.shortest(cost.divide(points, COST_SCALE, RoundingMode.HALF_UP));
        }
    }

    static RunViews.Tokens tokens(RunCosts.Critics critics) {
        return RunViews.Tokens.of(critics.tokens());
    }
}

package org.openstrawberry.orchestrator.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.orchestrator.report.Proportion;
import org.openstrawberry.orchestrator.selection.Band;
import org.openstrawberry.orchestrator.selection.Placement;
import org.openstrawberry.orchestrator.selection.ProblemSelection;

/** What is told of how often the problems of a run were solved. */
final class SelectionViews {
    private SelectionViews() {}

    /**
     * The problems of a run by how often they were solved.
     *
     * @param counts of all problems, by placement
     * @param bySolved how many problems were solved so often
     */
    @Schema(name = "Selection")
    record SelectionView(
            BandView band,
            Map<Placement, Long> counts,

            @Schema(description = "Problems that more samples could well place otherwise")
            long uncertain,

            @Schema(
                    description = "Problems by how many of their samples are correct",
                    examples = "{\"0\": 51, \"1\": 9}")
            Map<Integer, Long> bySolved,

            List<ProblemView> items,

            @Schema(description = "Give it as cursor to get what follows; null at the end", nullable = true) @Nullable
            String next) {
        /** All problems counted, and those of a page shown. */
        static SelectionView of(Band band, List<ProblemSelection> all, Page<ProblemSelection> page) {
            Map<Placement, Long> counts = new TreeMap<>();
            Map<Integer, Long> bySolved = new TreeMap<>();
            for (ProblemSelection problem : all) {
                counts.merge(problem.placement(), 1L, Long::sum);
                if (problem.placement() != Placement.UNSAMPLED) {
                    bySolved.merge(problem.outcomes().correct(), 1L, Long::sum);
                }
            }
            return new SelectionView(
                    new BandView(band.from(), band.to(), band.of()),
                    counts,
                    all.stream().filter(ProblemSelection::uncertain).count(),
                    bySolved,
                    page.items().stream().map(ProblemView::of).toList(),
                    page.next());
        }
    }

    /** Correct samples of so many between which a problem is worth learning from. */
    @Schema(name = "Band")
    record BandView(int from, int to, int of) {}

    /** A problem. */
    @Schema(name = "SelectedProblem")
    record ProblemView(
            UUID problem,

            @Schema(description = "Its place in the set, from 0")
            int position,

            int correct,
            int incorrect,
            int undecided,

            @Schema(nullable = true, description = "Correct ones of all, with the 95 % Wilson interval") @Nullable
            Proportion passRate,

            @Schema(
                    description = "KEPT in the band; EASY, solved more often; HOPELESS, solved less often; UNDECIDED,"
                            + " undecided answers decide; UNSAMPLED")
            Placement placement,

            @Schema(description = "Whether more samples could well change the placement")
            boolean uncertain) {
        static ProblemView of(ProblemSelection problem) {
            var outcomes = problem.outcomes();
            return new ProblemView(
                    problem.problemId(),
                    problem.position(),
                    outcomes.correct(),
                    outcomes.incorrect(),
                    outcomes.undecided(),
                    outcomes.samples() == 0 ? null : outcomes.passRate(),
                    problem.placement(),
                    problem.uncertain());
        }
    }
}

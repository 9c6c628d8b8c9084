package org.openstrawberry.orchestrator.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.orchestrator.problemset.ProblemSetImporter;
import org.openstrawberry.orchestrator.problemset.Rejection;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.problem.ProblemSet;

/** What is told of problem sets. */
final class ProblemSetViews {
    private ProblemSetViews() {}

    /** What an import came to. */
    @Schema(name = "ImportedProblemSet")
    record Imported(
            UUID id,
            @Schema(examples = "gsm8k-test") String name,

            @Schema(description = "Counted within the name, from 1", examples = "1")
            int version,

            @Schema(description = "How many problems it holds", examples = "1319")
            int problems,

            @Schema(description = "False when the name had this very content already")
            boolean created,

            @Schema(description = "The preset that was used, given or guessed", examples = "gsm8k")
            String mapping,

            @Schema(description = "The first of the rows that were left out")
            List<Rejection> rejected,

            @Schema(description = "How many rows were left out", examples = "0")
            int rejectedCount) {
        static Imported of(ProblemSetImporter.Outcome outcome) {
            ProblemSet set = outcome.set();
            return new Imported(
                    set.id,
                    set.name,
                    set.version,
                    set.problems,
                    outcome.created(),
                    outcome.summary().mapping(),
                    outcome.summary().rejected(),
                    outcome.summary().rejectedCount());
        }
    }

    /** A set in a list. */
    @Schema(name = "ProblemSet")
    record Listed(
            UUID id,
            @Schema(examples = "gsm8k-test") String name,
            @Schema(examples = "1") int version,
            @Schema(examples = "1319") int problems,

            @Schema(description = "Made for one question asked by a person")
            boolean interactive,

            Instant createdAt) {
        static Listed of(ProblemSet set) {
            return new Listed(set.id, set.name, set.version, set.problems, set.interactive, set.createdAt);
        }
    }

    /** A set by itself. */
    @Schema(name = "ProblemSetDetail")
    record Detail(
            UUID id,
            @Schema(examples = "gsm8k-test") String name,
            @Schema(examples = "1") int version,
            @Schema(examples = "1319") int problems,
            boolean interactive,
            Instant createdAt,

            @Schema(description = "Names of the recorded outputs; the model replay:NAME serves them")
            List<String> recordings,

            @Schema(description = "The first problems") List<Example> preview,

            PolicyBodies.Policy policy) {
        static Detail of(ProblemSet set, List<String> recordings, List<Problem> preview) {
            return new Detail(
                    set.id,
                    set.name,
                    set.version,
                    set.problems,
                    set.interactive,
                    set.createdAt,
                    recordings,
                    preview.stream().map(Example::of).toList(),
                    PolicyBodies.Policy.of(set.policy()));
        }
    }

    /** A problem of a set. */
    @Schema(name = "ProblemPreview")
    record Example(
            UUID id,
            @Schema(examples = "What is 2 + 2?") String prompt,

            @Schema(nullable = true, examples = "4") @Nullable
            String groundTruth,

            AnswerType answerType) {
        static Example of(Problem problem) {
            return new Example(problem.id, problem.prompt, problem.groundTruth, problem.answerType);
        }
    }
}

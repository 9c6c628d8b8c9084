package org.openstrawberry.orchestrator.problemset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstrawberry.contracts.AnswerType;

/** Reads the public files for which there are presets; skipped where they are not at hand. */
class PresetTest {

    @ParameterizedTest
    @CsvSource({
        "gsm8k-test.jsonl, gsm8k, 1319, NUMBER",
        "gsm8k-train.jsonl, gsm8k, 7473, NUMBER",
        "gsm8k-model-solutions.jsonl, gsm8k-model-solutions, 1319, NUMBER",
        "math-500.jsonl, math, 500, AUTO",
        "svamp.json, svamp, 1000, NUMBER",
        "aqua-test.json, aqua, 254, CHOICE",
        "game24.csv, game24, 1362, GAME24",
        "game24-gpt4-samples.json, game24-samples, 100, GAME24",
        "bbh-date_understanding.json, bbh, 250, AUTO",
        "bbh-logical_deduction_three_objects.json, bbh, 250, AUTO",
        "bbh-object_counting.json, bbh, 250, AUTO",
        "bbh-web_of_lies.json, bbh, 250, AUTO"
    })
    void shouldReadTheWholeFileByItsPresetAndWithoutBeingTold(
            String file, String preset, int problems, AnswerType answerType) {
        Path path = SharedData.file(file);
        assumeTrue(Files.exists(path), () -> path + " is absent");

        TestFiles.Result byPreset =
                read(path, new ProblemFile.Mapping.ByPreset(Preset.named(preset).orElseThrow()));
        TestFiles.Result guessed = read(path, TestFiles.GUESSED);

        assertThat(byPreset.summary().rejected()).isEmpty();
        assertThat(byPreset.problems()).hasSize(problems).allSatisfy(problem -> {
            assertThat(problem.answerType()).isEqualTo(answerType);
            assertThat(problem.groundTruth()).isPresent();
        });
        assertThat(guessed.summary()).isEqualTo(byPreset.summary());
    }

    @Test
    void shouldBringTheFourRecordedModels() {
        Path path = SharedData.file("gsm8k-model-solutions.jsonl");
        assumeTrue(Files.exists(path), () -> path + " is absent");

        TestFiles.Result result = read(path, TestFiles.GUESSED);

        assertThat(result.problems())
                .allSatisfy(problem -> assertThat(problem.recordings())
                        .containsOnlyKeys("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")
                        .allSatisfy((name, outputs) -> assertThat(outputs).hasSize(1)));
    }

    @Test
    void shouldTellTheFourNumbersOfRecordedGamesFromTheirFirstSteps() {
        Path samples = SharedData.file("game24-gpt4-samples.json");
        Path puzzles = SharedData.file("game24.csv");
        assumeTrue(Files.exists(samples) && Files.exists(puzzles), () -> samples + " is absent");

        TestFiles.Result recorded = read(samples, TestFiles.GUESSED);
        List<ProblemDraft> all = read(puzzles, TestFiles.GUESSED).problems();

        // The recordings' idx is the puzzle's place in the list of puzzles.
        assertThat(recorded.problems()).allSatisfy(problem -> {
            ProblemDraft puzzle = all.get(Integer.parseInt(problem.sourceId().orElseThrow()));
            assertThat(problem.groundTruth()).isEqualTo(puzzle.groundTruth());
            assertThat(problem.prompt()).isEqualTo(puzzle.prompt());
            assertThat(problem.recordings().get("gpt-4")).hasSize(100);
        });
    }

    @Test
    void shouldWordTheProblemsOfEachPreset() {
        assertThat(first("{\"Body\":\"Ann had 3.\",\"Question\":\"How many?\",\"Answer\":3.0}"))
                .isEqualTo(new ProblemDraft(
                        "Ann had 3. How many?",
                        java.util.Optional.of("3"),
                        AnswerType.NUMBER,
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        Map.of()));
        assertThat(first("{\"question\":\"Which?\",\"options\":[\"A)1\",\"B)2\"],\"correct\":\"B\"}")
                        .prompt())
                .isEqualTo("Which?\nOptions:\nA)1\nB)2");
        assertThat(first("{\"problem\":\"p\",\"solution\":\"so \\\\boxed{7}\",\"level\":\"Level 2\"}"))
                .satisfies(problem -> {
                    assertThat(problem.groundTruth()).contains("7");
                    assertThat(problem.level()).contains("Level 2");
                });
        assertThat(first("{\"Rank\":\"1\",\"Puzzles\":\"1 1 4 6\"}").prompt()).contains("the four numbers 1 1 4 6 ");
    }

    @Test
    void shouldRejectRecordedGamesWhoseNumbersDisagree() {
        ImportSummary summary = TestFiles.read("""
                {"idx": 1, "ys": ["1 + 2 = 3 (left: 3 4 5)", "1 + 2 = 3 (left: 3 4 6)"]}
                """).summary();

        assertThat(summary.rejected())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason()).startsWith("the four numbers cannot be told"));
    }

    private static ProblemDraft first(String row) {
        return TestFiles.read(row).first();
    }

    private static TestFiles.Result read(Path path, ProblemFile.Mapping mapping) {
        List<ProblemDraft> problems = new ArrayList<>();
        ImportSummary summary = new ProblemFile(
                        () -> Files.newInputStream(path),
                        String.valueOf(path.getFileName()),
                        mapping,
                        ImportLimits.DEFAULT)
                .read(problems::add);
        return new TestFiles.Result(summary, problems);
    }
}

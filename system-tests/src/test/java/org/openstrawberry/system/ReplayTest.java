package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded outputs through all services, and what stays when everything is stopped and started again. */
@SuppressWarnings("NullAway.Init") // set before the first test
class ReplayTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Path EXAMPLES = Path.of("..", "examples", "first-steps.jsonl");
    /** OpenAI's solutions of GSM8K with their labels; not part of the repository. */
    private static final Path SOLUTIONS = Path.of("..", "..", "shared", "data", "gsm8k-model-solutions.jsonl");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static TestStack stack;
    private static RestClient rest;
    private static TestRuns runs;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.in(folder.resolve("stack"), Map.of());
        stack.up(1);
        rest = new RestClient(stack.url());
        runs = new TestRuns(rest);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void shouldKeepARunThatEverythingIsStoppedInTheMiddleOfAndEndItAfterwards() throws Exception {
        // given a run of 96 traces in the middle
        String problemSet = rest.upload("/api/problem-sets", EXAMPLES).get("id").asText();
        String run = startReplay(problemSet, "worked", 4);
        await().atMost(LONG).until(() -> stack.number("SELECT count(*) FROM turn WHERE status = 'COMPLETED'") > 0);

        // when
        stack.close();
        stack.up(1);
        await().atMost(LONG).until(() -> runs.isFinished(run));

        // then
        JsonNode report = runs.report(run);
        assertThat(report.at("/traces/total").asInt()).isEqualTo(96);
        assertThat(report.at("/traces/finished").asInt()).isEqualTo(96);
        assertThat(report.at("/endReasons/FINAL_ANSWER").asInt()).isEqualTo(96);
        assertThat(stack.number("SELECT count(*) FROM turn")).isEqualTo(96);
        assertThat(stack.number("SELECT count(*) FROM verdict")).isEqualTo(96);
    }

    @ParameterizedTest
    @CsvSource({"6b_finetuning,286", "6b_verification,515", "175b_finetuning,458", "175b_verification,742"})
    void shouldFindThePublishedAccuracyOfRecordedModels(String recording, int correct) throws Exception {
        assumeTrue(Files.exists(SOLUTIONS), "without " + SOLUTIONS + " there are no recorded models");

        // given
        String problemSet =
                rest.upload("/api/problem-sets", SOLUTIONS).get("id").asText();

        // when
        String run = startReplay(problemSet, recording, 1);
        await().atMost(LONG).until(() -> runs.isFinished(run));

        // then
        JsonNode report = runs.report(run);
        assertThat(report.at("/traces/finished").asInt()).isEqualTo(1319);
        assertThat(report.at("/verdicts/CORRECT").asInt()).isEqualTo(correct);
        assertThat(report.at("/accuracy/value").asDouble()).isEqualTo(correct / 1319.0);
    }

    private static String startReplay(String problemSet, String recording, int samples) throws Exception {
        return rest.post("/api/runs", """
                        {"problemSet":"%s","model":"replay:%s","mode":"SINGLE_SHOT","samplesPerProblem":%d}
                        """.formatted(problemSet, recording, samples))
                .get("id")
                .asText();
    }
}

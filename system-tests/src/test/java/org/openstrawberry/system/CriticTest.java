package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.simulated.SimulatedModelServer;

/** Traces with one wrong calculation at a known turn, and a critic that finds it. */
@SuppressWarnings("NullAway.Init") // set before the first test
class CriticTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int PROBLEMS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static SlippingSolver script;
    private static SimulatedModelServer models;
    private static TestStack stack;
    private static RestClient rest;
    private static TestRuns runs;

    @BeforeAll
    static void start() throws Exception {
        script = new SlippingSolver();
        models = SimulatedModelServer.builder().script(script).start();
        stack = TestStack.in(
                folder.resolve("stack"),
                Map.of(
                        "OPENAI_API_KEY",
                        "test-key",
                        "OPENAI_BASE_URL",
                        models.baseUrl().toString(),
                        "STRAWBERRY_VERIFIER_LEASE",
                        "3s",
                        "STRAWBERRY_ORCHESTRATOR_REAPER_INTERVAL",
                        "1s",
                        "STRAWBERRY_ORCHESTRATOR_REAPER_OVERDUE",
                        "3s"));
        stack.up(1);
        rest = new RestClient(stack.url());
        runs = new TestRuns(rest);
    }

    @AfterAll
    static void stop() {
        stack.close();
        models.close();
    }

    @Test
    void shouldFailTheWindowsWithTheSlipAndNoOthersAndRecoverFromItByFeedback() throws Exception {
        // given the same problems without and with feedback
        String observed = finished("OBSERVE", """
                "maxTurns":8,"finalCheckEvery":6,"verifier":{"mode":"OBSERVE","window":2,"every":1}
                """);
        String recovered = finished("FEEDBACK", """
                "maxTurns":8,"finalCheckEvery":6,"verifier":{"mode":"FEEDBACK","window":2,"every":1}
                """);

        // then exactly the windows that contain the slip fail, and name it
        await().atMost(SOON)
                .until(() -> stack.number(critiques(observed) + " AND c.outcome IS NOT NULL") == PROBLEMS * 7);
        String contained = SlippingSolver.SLIP + " BETWEEN c.from_turn AND c.to_turn";
        assertThat(stack.number(critiques(observed) + " AND (c.outcome = 'FAIL') <> (" + contained + ")"))
                .isZero();
        assertThat(stack.number(critiques(observed) + " AND c.outcome = 'FAIL' AND c.first_wrong_turn = "
                        + SlippingSolver.SLIP))
                .isEqualTo(PROBLEMS * 2);

        // and the solver that nobody told of it is wrong, while the other calculated again
        assertThat(runs.report(observed).at("/verdicts/INCORRECT").asInt()).isEqualTo(PROBLEMS);
        assertThat(runs.report(recovered).at("/verdicts/CORRECT").asInt()).isEqualTo(PROBLEMS);
        assertThat(stack.number("SELECT count(*) FROM turn t JOIN trace s ON s.id = t.trace_id WHERE s.run_id = '"
                        + recovered + "' AND t.index = 3 AND t.kind = 'FEEDBACK' AND t.prompt LIKE '%"
                        + SlippingSolver.OBJECTION + "%'"))
                .isEqualTo(PROBLEMS);

        // and the report tells what the feedback was worth
        JsonNode worth = critic(recovered + "/critic?compareWith=" + observed);
        assertThat(worth.at("/comparison/problems").asInt()).isEqualTo(PROBLEMS);
        assertThat(worth.at("/comparison/difference").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(worth.at("/comparison/low").asDouble()).isPositive();
        JsonNode watched = critic(observed + "/critic");
        assertThat(watched.at("/windows/failedWrong").asInt()).isEqualTo(PROBLEMS * 2);
        assertThat(watched.at("/windows/precision/value").asDouble()).isEqualTo(1);
    }

    @Test
    void shouldSendWrongAnswersBackThoughTheVerifierIsKilledMeanwhile() throws Exception {
        // given answers that wait for a critic
        script.holdCritic();
        String run = start("GATE", """
                "maxTurns":10,"finalCheckEvery":3,"verifier":{"mode":"GATE","window":2,"returns":2,"timeoutSeconds":120}
                """);
        await().atMost(SOON).until(() -> stack.number(critiques(run) + " AND c.status = 'RUNNING'") == PROBLEMS);

        // when
        stack.kill("verifier");
        script.resume();
        assertThat(stack.up(1)).contains("verifier");
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> runs.isFinished(run));

        // then each answer was sent back once, by a critique that was made again, and the next one is right
        assertThat(runs.report(run).at("/verdicts/CORRECT").asInt()).isEqualTo(PROBLEMS);
        assertThat(stack.number("SELECT count(*) FROM trace s WHERE s.run_id = '" + run + "' AND s.gate_returns = 1"))
                .isEqualTo(PROBLEMS);
        assertThat(stack.number(critiques(run) + " AND c.after_turn = 3 AND c.outcome = 'FAIL' AND c.attempt = 2"))
                .isEqualTo(PROBLEMS);
        assertThat(stack.number(critiques(run) + " AND c.after_turn = 6 AND c.outcome = 'PASS'"))
                .isEqualTo(PROBLEMS);
        assertThat(stack.number(critiques(run))).isEqualTo(PROBLEMS * 2);
    }

    private static String start(String name, String settings) throws Exception {
        return runs.start("critic", PROBLEMS, "openai:" + name, "\"seed\":3," + settings);
    }

    private static String finished(String name, String settings) throws Exception {
        String run = start(name, settings);
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> runs.isFinished(run));
        return run;
    }

    private static JsonNode critic(String path) throws InterruptedException {
        return rest.get("/api/runs/" + path).orElseThrow();
    }

    private static String critiques(String run) {
        return "SELECT count(*) FROM critique c JOIN trace s ON s.id = c.trace_id WHERE s.run_id = '" + run + "'";
    }
}

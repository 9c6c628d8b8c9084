package org.openstrawberry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.cli.client.FakeOrchestrator;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.embedded.LocalPorts;

class CommandsTest {
    private static final String FORECAST = """
            {"calls": {"low": 2, "high": 2}, "tokens": {"low": 10, "high": 20}, "cost": {"low": 0.1, "high": 0.2},
             "currency": "USD"}
            """;
    private static final String RUNNING = """
            {"id": "r1", "status": "RUNNING", "traces": {"total": 2, "finished": 1}, "turns": 1}""";
    private static final String FINISHED = """
            {"id": "r1", "status": "FINISHED", "traces": {"total": 2, "finished": 2}, "turns": 2,
             "endReasons": {"FINAL_ANSWER": 2}}""";

    @TempDir
    private Path folder;

    private final FakeOrchestrator server = new FakeOrchestrator();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandsTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldRunAFileToItsEnd() throws IOException {
        // given
        Files.writeString(folder.resolve("problems.jsonl"), "{}\n");
        server.answer(
                        "POST /api/problem-sets",
                        201,
                        "{\"id\": \"s1\", \"name\": \"problems\", \"version\": 1, \"problems\": 1200, \"rejected\":"
                                + " [{\"line\": 2, \"reason\": \"no answer\"}]}")
                .answer("POST /api/runs/forecast", 200, FORECAST)
                .answer("POST /api/runs", 201, "{\"id\": \"r1\"}")
                .answer("GET /api/runs/r1", 200, RUNNING)
                .answer("GET /api/runs/r1", 200, FINISHED);

        // when
        int exit = execute(
                "run --problems problems.jsonl --model replay:a --preset gsm8k --strict --samples 2 --mode single-shot"
                        + " --temperature 0.7 --seed 7 --limit 10 --max-turns 9 --final-check-every 3 --verifier observe"
                        + " --verifier-model openai:m --verifier-every 4 --verifier-window 5 --concurrency 6 --name n"
                        + " --idempotency-key k --budget-cost 1.50 --budget-tokens 9000");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(server.only("POST /api/problem-sets").body())
                .contains("name=\"preset\"", "gsm8k", "name=\"strict\"", "true", "filename=\"problems.jsonl\"");
        FakeOrchestrator.Request request = server.only("POST /api/runs");
        assertThat(request.body())
                .isEqualTo("{\"problemSet\":\"s1\",\"model\":\"replay:a\",\"samplesPerProblem\":2,"
                        + "\"mode\":\"SINGLE_SHOT\",\"limit\":10,\"concurrency\":6,\"name\":\"n\","
                        + "\"budget\":{\"tokens\":9000,\"cost\":1.50},\"temperature\":0.7,"
                        + "\"seed\":7,\"maxTurns\":9,\"finalCheckEvery\":3,\"verifier\":{\"mode\":\"OBSERVE\","
                        + "\"model\":\"openai:m\",\"every\":4,\"window\":5}}");
        assertThat(request.headers()).containsEntry("idempotency-key", "k");
        assertThat(out())
                .contains("problems, version 1: 1,200 problems", "1 lines were not taken", "line 2: no answer")
                .contains("Forecast: 2 calls, 10 to 20 tokens, cost 0.1 to 0.2 USD")
                .contains("1/2 traces", "Run r1: FINISHED", "ended by   FINAL_ANSWER 2");
    }

    @Test
    void shouldReportWhatCriticsAreWorthAndCompareRuns() {
        // given
        server.answer("GET /api/runs/r1", 200, """
                {"id": "r1", "status": "FINISHED", "traces": {"total": 2, "finished": 2}, "currency": "USD",
                 "settings": {"verifier": {"mode": "GATE"}}}""").answer("GET /api/runs/r1/critic?compareWith=r0", 200, """
                {"critiques": {"total": 5, "pass": 1, "fail": 1, "unknown": 2, "failed": 1, "open": 0,
                               "errorCodes": {"REPLY_NO_VERDICT": 2, "TIMEOUT": 1}},
                 "windows": {"precision": {"value": 0.5, "low": 0.1, "high": 0.9}, "recall": null, "agreement": null},
                 "traces": {}, "calibration": {"scores": 2, "expectedError": 0.15,
                     "bins": [{"scores": 2, "meanScore": 0.65, "accuracy": 0.5}]},
                 "cost": 0.02,
                 "comparison": {"with": "r0", "problems": 40, "accuracy": 0.8, "otherAccuracy": 0.7, "difference": 0.1,
                                "low": -0.02, "high": 0.22, "costPerPoint": 0.004}}""");

        // when
        int exit = execute("report r1 --compare r0");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(out())
                .contains("critiques  PASS 1  FAIL 1  UNKNOWN 2  NOT MADE 1")
                .contains("windows    precision 50.0 % (10.0 % to 90.0 %)")
                .contains("scores     2, off by 15.0 % on average", "mean 0.65: 50.0 % right of 2")
                .contains("warning    3 of 5 critiques say nothing: REPLY_NO_VERDICT 2  TIMEOUT 1")
                .contains("compared   80.0 % against 70.0 % of run r0 on 40 problems")
                .contains("gain       +10.0 points  (-2.0 to +22.0 with 95 % confidence)")
                .contains("per point  0.004 USD");
    }

    @Test
    void shouldSayHowCriticsAreToWork() {
        // given
        server.answer("POST /api/traces", 201, "{\"id\": \"t1\"}")
                .answer("GET /api/traces/t1", 200, "{\"id\": \"t1\", \"state\": \"FINISHED\", \"answer\": \"3\"}");

        // when
        int exit = execute("solve 1+2 --model m:x --verifier gate --verifier-probability 0.25 --verifier-votes 3"
                + " --verifier-temperature 0.5 --verifier-returns 4 --verifier-timeout 60");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(server.only("POST /api/traces").body())
                .endsWith("\"verifier\":{\"mode\":\"GATE\",\"probability\":0.25,\"votes\":3,\"temperature\":0.5,"
                        + "\"returns\":4,\"timeoutSeconds\":60}}");
    }

    @Test
    void shouldWatchOnWhileTheDatabaseStartsAgain() throws IOException {
        // given
        Files.writeString(folder.resolve("problems.jsonl"), "{}\n");
        server.answer("POST /api/problem-sets", 503, "{\"title\": \"away\"}")
                .answer("POST /api/problem-sets", 201, "{\"id\": \"s1\"}")
                .answer("POST /api/runs/forecast", 503, "{\"title\": \"away\"}")
                .answer("POST /api/runs/forecast", 200, FORECAST)
                .answer("POST /api/runs", 503, "{\"title\": \"away\"}")
                .answer("POST /api/runs", 201, "{\"id\": \"r1\"}")
                .answer("GET /api/runs/r1", 200, RUNNING)
                .answer("GET /api/runs/r1", 500, "{\"title\": \"away\"}")
                .breakOff("GET /api/runs/r1")
                .answer("GET /api/runs/r1", 200, FINISHED);

        // when
        int exit = execute("run --problems problems.jsonl --model m:x");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(server.requests().stream()
                        .filter(request -> request.path().equals("/api/runs"))
                        .map(request -> request.headers().get("idempotency-key")))
                .as("one run, however often it is asked for")
                .hasSize(2)
                .doesNotContainNull()
                .satisfies(keys -> assertThat(new java.util.HashSet<>(keys)).hasSize(1));
    }

    @Test
    void shouldSolveOnWhileTheDatabaseStartsAgain() {
        // given
        server.answer("POST /api/traces", 503, "{\"title\": \"away\"}")
                .answer("POST /api/traces", 201, "{\"id\": \"t1\"}")
                .answer("GET /api/traces/t1", 503, "{\"title\": \"away\"}")
                .answer("GET /api/traces/t1", 200, trace("FINISHED", "CORRECT"));

        // when, then
        assertThat(execute("solve", "6 x 7", "--expected", "42", "--model", "m:x"))
                .as(err())
                .isZero();
    }

    @Test
    void shouldAskForNothingThatWasNotSaid() throws IOException {
        // given
        Files.writeString(folder.resolve("problems.jsonl"), "{}\n");
        server.answer("POST /api/problem-sets", 200, "{\"id\": \"s1\"}")
                .answer("POST /api/runs/forecast", 200, FORECAST)
                .answer("POST /api/runs", 201, "{\"id\": \"r1\"}");

        // when
        int exit = execute("run --problems problems.jsonl --model m:x --no-watch");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(server.only("POST /api/runs").body())
                .isEqualTo("{\"problemSet\":\"s1\",\"model\":\"m:x\",\"samplesPerProblem\":1}");
        assertThat(out()).contains("./strawberry report r1");
    }

    @Test
    void shouldExitWithOneWhenSomethingOfARunFailed() throws IOException {
        // given
        Files.writeString(folder.resolve("problems.jsonl"), "{}\n");
        server.answer("POST /api/problem-sets", 201, "{\"id\": \"s1\"}")
                .answer("POST /api/runs/forecast", 200, FORECAST)
                .answer("POST /api/runs", 201, "{\"id\": \"r1\"}")
                .answer("GET /api/runs/r1", 200, FINISHED.replace("FINAL_ANSWER", "PROVIDER_ERROR"));

        // when, then
        assertThat(execute("run --problems problems.jsonl --model m:x")).isEqualTo(1);
    }

    @Test
    void shouldPrintRefusalsReadablyAndExitWithTwo() throws IOException {
        // given
        Files.writeString(folder.resolve("problems.jsonl"), "{}\n");
        server.answer("POST /api/problem-sets", 201, "{\"id\": \"s1\"}").answer("POST /api/runs/forecast", 400, """
                        {"title": "The request is invalid", "errors": [{"field": "model", "reason": "unknown provider"}]}
                        """);

        // when
        int exit = execute("run --problems problems.jsonl --model nobody:x");

        // then
        assertThat(exit).isEqualTo(2);
        assertThat(err()).isEqualTo("error: The request is invalid\n  model: unknown provider\n");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        assertThat(execute("run --problems nowhere.jsonl --model m:x")).isEqualTo(2);
        assertThat(err()).contains("there is no readable file").contains("nowhere.jsonl");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "run",
                "run --problems x",
                "run --problems problems.jsonl --model m:x --samples many",
                "run --problems problems.jsonl --model m:x --verifier maybe",
                "solve",
                "report",
                "up --generators 0",
                "up --port-base 80",
                "status --port-base x"
            })
    void shouldExitWithTwoWhenMisused(String line) {
        assertThat(execute(line)).isEqualTo(2);
        assertThat(err()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void shouldNameTheModes() throws IOException {
        // given
        Files.writeString(folder.resolve("problems.jsonl"), "{}\n");
        server.answer("POST /api/problem-sets", 201, "{\"id\": \"s1\"}");

        // when, then
        assertThat(execute("run --problems problems.jsonl --model m:x --mode twice"))
                .isEqualTo(2);
        assertThat(err()).contains("--mode must be trace or single-shot, not 'twice'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "up", "down", "status", "run", "solve", "report"})
    void shouldHelp(String command) {
        assertThat(execute(command + " --help")).isZero();
        assertThat(out()).contains("Usage: strawberry", "--port-base");
    }

    @Test
    void shouldSolveAQuestion() {
        // given
        server.answer("POST /api/traces", 201, "{\"id\": \"t1\"}")
                .answer("GET /api/traces/t1", 200, trace("AWAITING_TURN", ""))
                .answer("GET /api/traces/t1", 200, trace("FINISHED", "CORRECT"));

        // when
        int exit = execute("solve", "What is 6 x 7?", "--expected", "42", "--model", "m:x", "--max-turns", "5");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(server.only("POST /api/traces").body())
                .isEqualTo("{\"prompt\":\"What is 6 x 7?\",\"groundTruth\":\"42\",\"model\":\"m:x\",\"maxTurns\":5}");
        assertThat(out()).contains("  1  Multiply  (0.2 s)", "Answer: 42", "Verdict: CORRECT");
    }

    @Test
    void shouldExitWithOneWhenTheAnswerIsWrong() {
        // given
        server.answer("POST /api/traces", 201, "{\"id\": \"t1\"}")
                .answer("GET /api/traces/t1", 200, trace("FINISHED", "INCORRECT"));

        // when, then
        assertThat(execute("solve", "6 x 7", "--expected", "41", "--model", "m:x"))
                .isEqualTo(1);
    }

    @Test
    void shouldReport() {
        // given
        server.answer("GET /api/runs/r1", 200, FINISHED);

        // when, then
        assertThat(execute("report r1")).isZero();
        assertThat(out()).contains("Run r1: FINISHED");
    }

    @Test
    void shouldReportUnchangedAsJson() {
        // given
        server.answer("GET /api/runs/r1", 200, "{\"id\": \"r1\", \"status\": \"RUNNING\", \"new\": [1]}");

        // when, then
        assertThat(execute("report r1 --json")).isZero();
        assertThat(out()).contains("\"new\" : [ 1 ]");
    }

    @Test
    void shouldSayWhatToDoWhenTheServerIsAway() {
        assertThat(execute("report r1 --url http://127.0.0.1:" + LocalPorts.findFree()))
                .isEqualTo(2);
        assertThat(err()).contains("cannot be reached").contains("./strawberry status");
    }

    @Test
    void shouldListProvidersAndWhatTheyLack() {
        // given
        server.answer("GET /api/models", 200, """
                {"providers": [{"prefix": "openai", "available": false, "missingVariables": ["OPENAI_API_KEY"],
                                "models": []},
                               {"prefix": "azure", "available": false, "missingVariables": ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT"],
                                "models": ["azure:mine"]},
                               {"prefix": "replay", "available": true, "missingVariables": [], "models": []},
                               {"prefix": "ollama", "available": true, "missingVariables": [],
                                "models": ["ollama:llama3.1:8b", "ollama:qwen3"]}]}
                """);

        // when
        int exit = execute("models");

        // then
        assertThat(exit).as(err()).isZero();
        assertThat(out())
                .containsPattern("openai +not available +set OPENAI_API_KEY\\R")
                .containsPattern(
                        "azure +not available +set AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT for azure:mine")
                .containsPattern("replay +available\\R")
                .containsPattern("ollama +available +ollama:llama3.1:8b, ollama:qwen3");
    }

    @Test
    void shouldListRunsInProgress() {
        // given
        server.answer("GET /api/runs", 200, "{\"items\": [" + RUNNING + ", " + FINISHED.replace("r1", "r2") + "]}");

        // when, then
        assertThat(execute("status")).isZero();
        assertThat(out()).contains("r1  RUNNING").doesNotContain("r2");
    }

    @Test
    void shouldShowAStackThatIsDown() {
        assertThat(executeLocally("status", "--port-base", "29000")).isEqualTo(1);
        assertThat(out()).contains("orchestrator    29000        -  stopped", "postgres        29011");
    }

    @Test
    void shouldHaveNothingToStopWhenTheStackIsDown() {
        assertThat(executeLocally("down")).isZero();
        assertThat(out()).contains("Nothing was running.");
    }

    private static String trace(String state, String outcome) {
        return """
                {"id": "t1", "state": "%s", "answer": "42", "verdict": {"outcome": "%s"},
                 "turns": [{"index": 0, "title": "Multiply", "status": "COMPLETED", "latencyMs": 200}]}""".formatted(state, outcome);
    }

    private int execute(String line) {
        return execute(line.isBlank() ? new String[0] : line.strip().split("\\s+", -1));
    }

    private int execute(String... arguments) {
        return run(arguments, Map.of("STRAWBERRY_URL", server.url()));
    }

    private int executeLocally(String... arguments) {
        return run(arguments, Map.of("STRAWBERRY_HOME", folder.resolve("home").toString()));
    }

    private int run(String[] arguments, Map<String, String> environment) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Terminal terminal = new Terminal(stream(out), stream(err), false, 100);
        return StrawberryCommand.commandLine(new CliContext(folder, folder, environment, terminal))
                .execute(all.toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.LogEntry;
import org.openstrawberry.simulated.RandomFaults;
import org.openstrawberry.simulated.ReasoningScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/**
 * Kills every part of a real stack in the middle of a run and counts what is left. The model is simulated: it answers late,
 * refuses with 429 and 500, and cuts connections.
 */
@SuppressWarnings("NullAway.Init") // set before the first test
class CrashTest {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String SOLVER = "solver";
    private static final int PROBLEMS = 40;
    private static final int SAMPLES = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static SimulatedModelServer models;
    private static TestStack stack;
    private static RestClient rest;

    @BeforeAll
    static void start() throws Exception {
        models = startModels();
        stack = TestStack.in(folder.resolve("stack"), settings());
        stack.up(1);
        rest = new RestClient(stack.url());
    }

    @AfterAll
    static void stop() {
        stack.close();
        models.close();
    }

    private static SimulatedModelServer startModels() {
        return SimulatedModelServer.builder()
                .script(ReasoningScript.builder().confidence(0.7).accuracy(0.6).build())
                .latency(new Latency.Uniform(Duration.ofMillis(100), Duration.ofMillis(600)))
                .faults(RandomFaults.seeded(7)
                        .with(Fault.rateLimited(1), 0.05)
                        .with(Fault.serverError(), 0.02)
                        .with(new Fault.Cut(false), 0.01))
                .logCapacity(100_000)
                .start();
    }

    private static Map<String, String> settings() {
        return Map.of(
                // Fewer than a run has in flight, so that there is always work that waits.
                "STRAWBERRY_GENERATOR_SLOTS",
                "24",
                "OPENAI_API_KEY",
                "test-key",
                "OPENAI_BASE_URL",
                models.baseUrl().toString(),
                "STRAWBERRY_GENERATOR_LEASE",
                LEASE.toSeconds() + "s",
                "STRAWBERRY_VERIFIER_LEASE",
                LEASE.toSeconds() + "s",
                "STRAWBERRY_ORCHESTRATOR_REAPER_INTERVAL",
                "1s",
                "STRAWBERRY_ORCHESTRATOR_REAPER_OVERDUE",
                "3s",
                "STRAWBERRY_ORCHESTRATOR_REAPER_GRACE",
                LEASE.toSeconds() + "s");
    }

    @Test
    void shouldLoseAndDoubleNothingWhenEachProcessIsKilledInTheMiddleOfARun() throws Exception {
        // given a run of 200 traces
        String problemSet =
                rest.post("/api/problem-sets", problems("crash")).get("id").asText();
        String run = startRun(problemSet, "openai:" + SOLVER, 40);
        int lostCalls = 0;

        // when each process is killed and started again while the run goes on
        for (String victim : List.of("orchestrator", "generator", "verifier", "judge", "kafka", "postgres")) {
            awaitTurns(completedTurns() + 60);
            if (victim.equals("generator")) {
                lostCalls = models.inFlight();
            }
            stack.kill(victim);
            assertThat(stack.up(1)).contains(victim);
        }
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> isFinished(run));

        // then every trace ended for one reason
        JsonNode report = rest.get("/api/runs/" + run).orElseThrow();
        assertThat(report.at("/traces/total").asInt()).isEqualTo(PROBLEMS * SAMPLES);
        assertThat(report.at("/traces/finished").asInt()).isEqualTo(PROBLEMS * SAMPLES);
        assertThat(sum(report.get("endReasons"))).isEqualTo(PROBLEMS * SAMPLES);
        assertThat(report.get("endReasons").has("POISONED")).isFalse();
        // and every answer has its verdict
        assertThat(sum(report.get("verdicts")))
                .isEqualTo(report.at("/endReasons/FINAL_ANSWER").asInt());
        // and there is exactly one turn for each place in a trace, none of them open
        assertThat(query("SELECT count(*) - count(DISTINCT (trace_id, index)) FROM turn"))
                .isZero();
        assertThat(query("SELECT count(*) FROM turn WHERE status IN ('PENDING', 'RUNNING')"))
                .isZero();
        assertThat(query("SELECT count(*) FROM trace s WHERE turn_count <> (SELECT count(*) FROM turn t WHERE"
                        + " t.trace_id = s.id AND t.status IN ('COMPLETED', 'FAILED'))"))
                .isZero();
        // and no more calls were paid for twice than were in flight when the generator was killed
        assertThat(repeatedCalls()).isLessThanOrEqualTo(lostCalls);
        // and the public events of each trace are numbered without a gap, all of them published
        assertThat(query("SELECT count(*) FROM (SELECT trace_id FROM outbox GROUP BY trace_id"
                        + " HAVING max(sequence) <> count(*)) gaps"))
                .isZero();
        await().atMost(SOON).until(() -> query("SELECT count(*) FROM outbox WHERE published_at IS NULL") == 0);
    }

    private static String problems(String name) {
        String problems = IntStream.range(0, PROBLEMS)
                .mapToObj(i -> "{\"prompt\":\"What is %d + %d?\",\"groundTruth\":\"%d\",\"answerType\":\"NUMBER\"}"
                        .formatted(i + 11, 3 * i + 7, 4 * i + 18))
                .collect(Collectors.joining(","));
        return "{\"name\":\"%s\",\"problems\":[%s]}".formatted(name, problems);
    }

    private static String startRun(String problemSet, String model, int concurrency) throws Exception {
        return rest.post("/api/runs", """
                        {"problemSet":"%s","model":"%s","mode":"TRACE","samplesPerProblem":%d,"maxTurns":9,
                         "finalCheckEvery":3,"concurrency":%d,"seed":5,
                         "verifier":{"mode":"FEEDBACK","model":"openai:critic","window":2,"every":2}}
                        """.formatted(problemSet, model, SAMPLES, concurrency))
                .get("id")
                .asText();
    }

    private static boolean isFinished(String run) throws InterruptedException {
        return rest.get("/api/runs/" + run)
                .map(report -> Set.of("FINISHED", "CANCELLED")
                                .contains(report.get("status").asText())
                        && !report.get("finishedAt").isNull())
                .orElse(false);
    }

    private static void awaitTurns(long turns) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> completedTurns() >= turns);
    }

    private static long completedTurns() throws SQLException {
        return query("SELECT count(*) FROM turn WHERE status = 'COMPLETED'");
    }

    /** Calls that the server answered well more than once for the same turn of a trace. */
    private static long repeatedCalls() {
        return models.log().stream()
                .filter(entry -> entry.model().equals(SOLVER) && entry.outcome().equals("200"))
                .collect(Collectors.groupingBy(
                        (LogEntry entry) -> entry.trace() + "/" + entry.turn(), Collectors.counting()))
                .values()
                .stream()
                .mapToLong(count -> count - 1)
                .sum();
    }

    private static int sum(JsonNode counts) {
        int sum = 0;
        for (JsonNode count : counts) {
            sum += count.asInt();
        }
        return sum;
    }

    private static long query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(stack.jdbcUrl(), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
    }
}

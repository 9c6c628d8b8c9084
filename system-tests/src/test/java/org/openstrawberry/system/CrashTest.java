package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.Latency;
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
    private static TestRuns runs;

    @BeforeAll
    static void start() throws Exception {
        models = startModels();
        stack = TestStack.in(folder.resolve("stack"), settings());
        stack.up(1);
        runs = new TestRuns(new RestClient(stack.url()));
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
        String run = runs.start("crash", PROBLEMS, "openai:" + SOLVER, """
                "samplesPerProblem":%d,"maxTurns":9,"finalCheckEvery":3,"concurrency":40,"seed":5,
                "verifier":{"mode":"FEEDBACK","model":"openai:critic","window":2,"every":2}
                """.formatted(SAMPLES));
        Set<String> lostCalls = Set.of();

        // when each process is killed and started again while the run goes on
        for (String victim : List.of("orchestrator", "generator", "verifier", "judge", "kafka", "postgres")) {
            awaitMoreTurns();
            stack.kill(victim);
            if (victim.equals("generator")) {
                lostCalls = stack.texts("SELECT trace_id || '/' || index FROM turn WHERE status = 'RUNNING'");
                assertThat(lostCalls).isNotEmpty();
            }
            assertThat(stack.up(1)).contains(victim);
        }
        // and the broker and the database are stopped in good order and started again
        for (String server : List.of("kafka", "postgres")) {
            awaitMoreTurns();
            stack.stop(server);
            assertThat(stack.up(1)).contains(server);
        }
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> runs.isFinished(run));

        // then every trace ended for one reason
        JsonNode report = runs.report(run);
        assertThat(report.at("/traces/total").asInt()).isEqualTo(PROBLEMS * SAMPLES);
        assertThat(report.at("/traces/finished").asInt()).isEqualTo(PROBLEMS * SAMPLES);
        assertThat(sum(report.get("endReasons"))).isEqualTo(PROBLEMS * SAMPLES);
        assertThat(report.get("endReasons").has("POISONED")).isFalse();
        // and every answer has its verdict
        assertThat(sum(report.get("verdicts")))
                .isEqualTo(report.at("/endReasons/FINAL_ANSWER").asInt());
        // and there is exactly one turn for each place in a trace, none of them open
        assertThat(stack.number("SELECT count(*) - count(DISTINCT (trace_id, index)) FROM turn"))
                .isZero();
        assertThat(stack.number("SELECT count(*) FROM turn WHERE status IN ('PENDING', 'RUNNING')"))
                .isZero();
        assertThat(stack.number("SELECT count(*) FROM trace s WHERE turn_count <> (SELECT count(*) FROM turn t WHERE"
                        + " t.trace_id = s.id AND t.status IN ('COMPLETED', 'FAILED'))"))
                .isZero();
        // and only those calls were paid for twice that were in flight on the generator when it was killed
        assertThat(lostCalls).containsAll(repeatedCalls());
        // and the public events of each trace are numbered without a gap, all of them published
        assertThat(stack.number("SELECT count(*) FROM (SELECT trace_id FROM outbox GROUP BY trace_id"
                        + " HAVING max(sequence) <> count(*)) gaps"))
                .isZero();
        await().atMost(SOON).until(() -> stack.number("SELECT count(*) FROM outbox WHERE published_at IS NULL") == 0);
    }

    private static void awaitMoreTurns() throws SQLException {
        long turns = completedTurns() + 50;
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> completedTurns() >= turns);
    }

    private static long completedTurns() throws SQLException {
        return stack.number("SELECT count(*) FROM turn WHERE status = 'COMPLETED'");
    }

    /** The turns, as trace and index, that the server answered well more than once. */
    private static Set<String> repeatedCalls() {
        Set<String> once = new HashSet<>();
        return models.log().stream()
                .filter(entry -> entry.model().equals(SOLVER) && entry.outcome().equals("200"))
                .map(entry -> entry.trace() + "/" + entry.turn())
                .filter(turn -> !once.add(turn))
                .collect(Collectors.toSet());
    }

    private static int sum(JsonNode counts) {
        int sum = 0;
        for (JsonNode count : counts) {
            sum += count.asInt();
        }
        return sum;
    }
}

package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.simulated.LogEntry;
import org.openstrawberry.simulated.SimulatedModelServer;

/**
 * A budget of 1.00 where a call costs 0.002, 200 calls in flight and a generator that is killed three times. What was
 * spent is counted by the model's server: every request that reached it may be charged for.
 */
@SuppressWarnings("NullAway.Init") // set before the first test
class BudgetTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final String CAP = "1.00";
    private static final int AFFORDABLE = 500;
    private static final int IN_FLIGHT = 200;
    private static final int KILLS = 3;
    private static final int ANSWERED = 50;
    private static final int TRACES = 250;
    private static final int TURNS = 4;

    /** Ten tokens of a reply cost 200 a million each, those of a request nothing. */
    private static final String PRICES = """
            {"version": "test", "currency": "USD", "prices": [{"model": "openai:solver", "input": 0, "output": 200}]}
            """;

    private static final String TEN_WORDS = "one two three four five six seven eight nine ten";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static HesitantModel model;
    private static SimulatedModelServer models;
    private static TestStack stack;
    private static TestRuns runs;

    @BeforeAll
    static void start() throws Exception {
        model = new HesitantModel(TEN_WORDS, LONG);
        models = SimulatedModelServer.builder()
                .script(model)
                .logCapacity(100_000)
                .start();
        Path prices = Files.writeString(folder.resolve("prices.json"), PRICES);
        stack = TestStack.in(
                folder.resolve("stack"),
                Map.of(
                        "OPENAI_API_KEY",
                        "test-key",
                        "OPENAI_BASE_URL",
                        models.baseUrl().toString(),
                        "STRAWBERRY_PRICES",
                        prices.toString(),
                        "STRAWBERRY_GENERATOR_SLOTS",
                        String.valueOf(IN_FLIGHT),
                        "STRAWBERRY_GENERATOR_LEASE",
                        LEASE.toSeconds() + "s",
                        "STRAWBERRY_ORCHESTRATOR_REAPER_INTERVAL",
                        "1s",
                        "STRAWBERRY_ORCHESTRATOR_REAPER_GRACE",
                        LEASE.toSeconds() + "s",
                        "STRAWBERRY_ORCHESTRATOR_REAPER_ATTEMPTS",
                        "10"));
        stack.up(1);
        runs = new TestRuns(new RestClient(stack.url()));
    }

    @AfterAll
    static void stop() {
        stack.close();
        models.close();
    }

    @Test
    void shouldNeverSpendMoreThanTheBudgetThoughGeneratorsAreKilledAndRepeatNothingWhenItIsRaised() throws Exception {
        // given a run that wants twice what it may have
        String run = runs.start("budget", TRACES, "openai:solver", """
                "samplesPerProblem":1,"maxTurns":%d,"finalCheckEvery":9,"concurrency":%d,"maxTokens":10,"seed":5,
                "budget":{"cost":%s}
                """.formatted(TURNS, IN_FLIGHT, CAP));

        // when some calls are answered, and then the generator is killed with as much in flight as its slots, or what
        // is left of the money, allows
        model.answer(ANSWERED);
        await().atMost(LONG).until(() -> completedTurns().size() == ANSWERED);
        int charged = ANSWERED;
        for (int kill = 0; kill < KILLS; kill++) {
            int inFlight = Math.min(IN_FLIGHT, AFFORDABLE - charged);
            await().atMost(LONG).until(() -> model.waiting() == inFlight);
            assertWithinBudget();
            stack.kill("generator");
            model.forget();
            charged += inFlight;
            assertThat(stack.up(1)).contains("generator");
        }
        await().atMost(LONG).pollInterval(Duration.ofMillis(500)).until(() -> {
            assertWithinBudget();
            return runs.isFinished(run);
        });

        // then it stopped cleanly, with what is spent known to the last token or counted as possible
        JsonNode stopped = runs.report(run);
        assertThat(stopped.get("status").asText()).isEqualTo("FINISHED");
        assertThat(stopped.at("/endReasons/COST_BUDGET").asInt()).isPositive();
        assertThat(stopped.at("/budget/stopped").asText()).isEqualTo("COST_BUDGET");
        assertThat(stopped.at("/budget/cost/reserved").decimalValue()).isZero();
        assertThat(stopped.at("/budget/cost/possible").decimalValue()).isPositive();
        assertThat(stopped.at("/budget/cost/spent").decimalValue()).isLessThanOrEqualTo(new BigDecimal(CAP));
        assertThat(stopped.at("/cost").decimalValue())
                .isEqualByComparingTo(new BigDecimal("0.002")
                        .multiply(new BigDecimal(completedTurns().size())));

        // when it is raised
        Set<String> completed = completedTurns();
        long requests = models.stats().requests();
        model.answerAll();
        runs.capCost(run, "null");
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> runs.isFinished(run));

        // then every trace went to its end and nothing that was answered before was asked again
        JsonNode report = runs.report(run);
        assertThat(report.at("/endReasons/MAX_TURNS").asInt()).isEqualTo(TRACES);
        List<String> asked = models.log().stream()
                .filter(entry -> entry.number() > requests)
                .map(BudgetTest::turn)
                .toList();
        assertThat(asked).doesNotHaveDuplicates().doesNotContainAnyElementsOf(completed);
        assertThat(completed.size() + asked.size()).isEqualTo(TRACES * TURNS);
        assertThat(completedTurns()).hasSize(TRACES * TURNS);
    }

    private static void assertWithinBudget() throws Exception {
        assertThat(models.stats().requests()).isLessThanOrEqualTo(AFFORDABLE);
        assertThat(stack.number("SELECT count(*) FROM budget WHERE spent_cost + reserved_cost > cap_cost"))
                .isZero();
    }

    private static Set<String> completedTurns() throws Exception {
        return stack.texts("SELECT trace_id || '/' || index FROM turn WHERE status = 'COMPLETED'").stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String turn(LogEntry entry) {
        return entry.trace() + "/" + entry.turn();
    }
}

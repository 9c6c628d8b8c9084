package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.RandomFaults;
import org.openstrawberry.simulated.ReasoningScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** Looks for the keys of providers wherever a stack writes anything, after a run in which calls were refused and failed. */
@SuppressWarnings("NullAway.Init") // set before the first test
class SecretsTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String KEY = "sk-marked-7f3a9c2e51";
    private static final String OTHER_KEY = "marked-without-a-prefix-0d81b6";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static SimulatedModelServer models;
    private static TestStack stack;
    private static RestClient rest;
    private static TestRuns runs;

    @BeforeAll
    static void start() throws Exception {
        models = SimulatedModelServer.builder()
                .script(ReasoningScript.builder().confidence(0.9).build())
                .faults(RandomFaults.seeded(3)
                        .with(Fault.serverError(), 0.1)
                        .with(refusal(401, "Incorrect API key provided: " + KEY), 0.05)
                        .with(refusal(400, "The header Bearer " + OTHER_KEY + " is odd"), 0.05))
                .start();
        stack = TestStack.in(
                folder.resolve("stack"),
                Map.of(
                        "OPENAI_API_KEY",
                        KEY,
                        "OPENAI_BASE_URL",
                        models.baseUrl().toString(),
                        "VLLM_BASE_URL",
                        models.baseUrl().toString(),
                        "VLLM_API_KEY",
                        OTHER_KEY));
        stack.up(1);
        rest = new RestClient(stack.url());
        runs = new TestRuns(rest);
    }

    @AfterAll
    static void stop() {
        stack.close();
        models.close();
    }

    private static Fault refusal(int status, String message) {
        return new Fault.ErrorStatus("refused", status, "invalid_request_error", "refused", message, null);
    }

    @Test
    void shouldBeFoundNowhere() throws Exception {
        // given runs of which some calls were refused with words that repeat the keys
        List<String> pages =
                new ArrayList<>(List.of("/api/models", "/api/runs", "/q/openapi", "/q/metrics", "/q/health"));
        for (String model : List.of("openai:solver", "vllm:solver")) {
            String run = runs.start("secrets", 20, model, """
                    "samplesPerProblem":2,"maxTurns":6,"finalCheckEvery":3,"seed":5,
                    "verifier":{"mode":"OBSERVE","window":2,"every":2}
                    """);
            await().atMost(SOON).until(() -> runs.isFinished(run));
            pages.add("/api/runs/" + run);
            pages.add("/api/runs/" + run + "/traces");
        }
        assertThat(stack.number("SELECT count(*) FROM turn WHERE status = 'FAILED'"))
                .as("some calls were refused")
                .isPositive();
        for (String trace : stack.texts("SELECT id::text FROM trace WHERE error_code IS NOT NULL")) {
            pages.add("/api/traces/" + trace);
        }

        // when, then
        for (String page : pages) {
            assertClean(page, rest.text(page));
        }
        for (String table : stack.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            for (String row : stack.texts("SELECT t::text FROM " + table + " t")) {
                assertClean("table " + table, row);
            }
        }
        for (String record : records()) {
            assertClean("a topic", record);
        }
        for (Path log : logs()) {
            assertClean(log.getFileName().toString(), Files.readString(log, StandardCharsets.ISO_8859_1));
        }
    }

    private static void assertClean(String where, String text) {
        assertThat(text).as(where).doesNotContain(KEY, OTHER_KEY);
    }

    /** The components' logs, and the segments of the topics, which are called so too. */
    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).hasSizeGreaterThanOrEqualTo(6);
            return logs;
        }
    }

    /** Every record of every topic, headers and all. */
    private static List<String> records() {
        Properties settings = new Properties();
        settings.setProperty("bootstrap.servers", stack.brokers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith("strawberry."))
                    .flatMap(topic -> topic.getValue().stream().map(SecretsTest::partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> records = new ArrayList<>();
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(record.toString()));
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
            assertThat(records).isNotEmpty();
            return List.copyOf(Set.copyOf(records));
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}

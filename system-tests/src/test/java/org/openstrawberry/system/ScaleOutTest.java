package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReasoningScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** More generators than the topic of turn requests has partitions: it has one here. */
@SuppressWarnings("NullAway.Init") // set before the first test
class ScaleOutTest {
    private static final int SLOTS = 8;
    private static final Duration SECONDS = Duration.ofSeconds(10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static SimulatedModelServer models;
    private static TestStack stack;
    private static TestRuns runs;

    @BeforeAll
    static void start() throws Exception {
        models = SimulatedModelServer.builder()
                .script(ReasoningScript.builder().confidence(0).build())
                .latency(new Latency.Fixed(Duration.ofSeconds(1)))
                .start();
        stack = TestStack.in(
                folder.resolve("stack"),
                Map.of(
                        "STRAWBERRY_GENERATOR_SLOTS",
                        Integer.toString(SLOTS),
                        "OPENAI_API_KEY",
                        "test-key",
                        "OPENAI_BASE_URL",
                        models.baseUrl().toString()));
        stack.upServers();
        makeTopicAnew(Topic.TURN_REQUESTED.topicName());
        stack.up(2);
        runs = new TestRuns(new RestClient(stack.url()));
    }

    @AfterAll
    static void stop() {
        stack.close();
        models.close();
    }

    @Test
    void shouldGiveWorkToEveryGeneratorAlsoToOneThatJoinsInTheMiddleOfARun() throws Exception {
        // given a run with work for minutes, which two generators share
        String run = runs.start("sharing", 100, "openai:solver", """
                "samplesPerProblem":1,"maxTurns":50,"concurrency":100,"seed":5
                """);
        Set<String> first = awaitOwners(2, Duration.ofMinutes(1));

        // when
        stack.up(3);

        // then the third has work within seconds, as much as it has slots for
        Set<String> all = awaitOwners(3, SECONDS);
        assertThat(all).containsAll(first);
        await().atMost(SECONDS)
                .until(() -> stack.number("SELECT count(*) FROM turn WHERE status = 'RUNNING'") == 3 * SLOTS);
        runs.cancel(run);
        await().atMost(Duration.ofMinutes(1)).until(() -> runs.isFinished(run));
    }

    private static Set<String> awaitOwners(int count, Duration timeout) {
        Set<String> owners = new HashSet<>();
        await().atMost(timeout).until(() -> {
            owners.addAll(stack.texts("SELECT DISTINCT lease_owner FROM turn WHERE status = 'RUNNING'"));
            return owners.size() == count;
        });
        return Set.copyOf(owners);
    }

    private static void makeTopicAnew(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.brokers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(SECONDS)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }
}

package org.openstrawberry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.generator.testing.ServersResource;
import org.openstrawberry.generator.testing.TestStore;
import org.openstrawberry.generator.testing.TestStore.TurnRow;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.FaultPlan;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;
import org.openstrawberry.simulated.SimulatedRequest;
import org.openstrawberry.simulated.SimulatedRequest.ChatMessage;

/** The whole service against real servers: 50 slots over a pool of two connections. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
@TestProfile(GeneratorTest.FewConnections.class)
class GeneratorTest {
    private static final int SLOTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static final class FewConnections implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    // Between two tests there is no model server, and calls left over open the circuit.
                    "strawberry.models.limiter.circuit.pause", "100ms",
                    "quarkus.datasource.jdbc.min-size", "0",
                    "quarkus.datasource.jdbc.max-size", "2",
                    "strawberry.generator.slots", String.valueOf(SLOTS),
                    "strawberry.generator.lease", "3s",
                    "strawberry.generator.drain", "1s",
                    "strawberry.models.retry.min-delay", "10ms",
                    "strawberry.models.retry.max-delay", "50ms",
                    "quarkus.http.test-port", "0");
        }
    }

    @Inject
    DataSource dataSource;

    @Inject
    EventPublisher publisher;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set by the test framework
    URI root;

    private final TestStore store = new TestStore(() -> dataSource.getConnection());
    private SimulatedModelServer model;

    private static SimulatedModelServer startModel() {
        URI url = URI.create(ConfigProvider.getConfig().getValue("VLLM_BASE_URL", String.class));
        return SimulatedModelServer.builder()
                .port(url.getPort())
                .script(ReplyScript.always("<turn_title>Add the numbers</turn_title>It is 4."))
                .start();
    }

    @BeforeEach
    void startModelAndCancelWhatOtherTestsLeft() {
        model = startModel();
        store.update("UPDATE run SET status = 'CANCELLED' WHERE status = 'RUNNING'");
    }

    @AfterEach
    void stopModel() {
        model.close();
    }

    private TurnRequested announcement(UUID run, UUID turn) {
        return new TurnRequested(run, run, turn, 0, TurnKind.PROBLEM, "vllm:tiny", Instant.now());
    }

    @Test
    void shouldAnswerATurnOnceThoughItIsAnnouncedTwice() {
        // given
        UUID run = store.run("vllm:tiny");
        UUID turn = store.firstTurns(run, 1).getFirst();

        // when
        publisher.publish(List.of(announcement(run, turn), announcement(run, turn)));
        TurnRow row = store.awaitEnd(turn);
        publisher.publish(List.of(announcement(run, turn)));

        // then
        assertThat(row.status()).isEqualTo("COMPLETED");
        assertThat(row.attempt()).isEqualTo(1);
        assertThat(row.title()).isEqualTo("Add the numbers");
        assertThat(row.reply()).endsWith("It is 4.");
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> model.stats().requests() == 1);
        await("its event is published")
                .atMost(PATIENCE)
                .until(() ->
                        store.number("SELECT count(*) FROM outbox WHERE run_id = ? AND published_at IS NOT NULL", run)
                                == 1);
        assertThat(store.number("SELECT output_tokens FROM trace WHERE run_id = ?", run))
                .isPositive();
    }

    @Test
    void shouldShowTheWholeTraceInOrderWithAnUnchangedBeginning() {
        // given
        store.update("INSERT INTO system_prompt (id, text) VALUES ('rules/1', 'Think in small steps.')"
                + " ON CONFLICT DO NOTHING");
        UUID run = store.run("vllm:tiny");
        UUID trace = store.trace(run, 0, "rules/1");
        List<UUID> turns = new ArrayList<>();

        // when
        for (int index = 0; index < 4; index++) {
            model.script(ReplyScript.always("reply \u0000 " + index));
            turns.add(store.turn(trace, index, "prompt " + index));
            store.awaitEnd(turns.getLast());
        }

        // then
        List<List<ChatMessage>> conversations =
                model.requests().stream().map(SimulatedRequest::messages).toList();
        assertThat(conversations).hasSize(4);
        for (int index = 0; index < 3; index++) {
            List<ChatMessage> shown = new ArrayList<>(conversations.get(index));
            shown.add(new ChatMessage(
                    "assistant", String.valueOf(store.row(turns.get(index)).reply())));
            assertThat(conversations.get(index + 1))
                    .startsWith(shown.toArray(ChatMessage[]::new))
                    .hasSize(shown.size() + 1)
                    .endsWith(new ChatMessage("user", "prompt " + (index + 1)));
        }
        assertThat(conversations.getFirst().getFirst()).isEqualTo(new ChatMessage("system", "Think in small steps."));
        assertThat(store.row(turns.getFirst()).reply())
                .as("NUL, which the database refuses, costs no reply")
                .isEqualTo("reply \uFFFD 0");
        assertThat(model.requests().get(2).identity().trace()).isEqualTo(trace.toString());
    }

    @Test
    void shouldReadTurnsThatAnotherGeneratorAnswered() {
        // given
        UUID run = store.run("vllm:tiny");
        UUID trace = store.trace(run, 0, null);
        for (int index = 0; index < 3; index++) {
            store.update("""
                INSERT INTO turn (id, trace_id, index, kind, prompt, status, reply, title)
                VALUES (gen_random_uuid(), ?, ?, 'NEXT', ?, 'COMPLETED', ?, 'title')
                """, trace, index, "prompt " + index, "reply " + index);
        }

        // when
        store.awaitEnd(store.turn(trace, 3, "prompt 3"));

        // then
        assertThat(model.requests().getFirst().messages())
                .extracting(ChatMessage::content)
                .containsExactly("prompt 0", "reply 0", "prompt 1", "reply 1", "prompt 2", "reply 2", "prompt 3");
    }

    @Test
    void shouldFailATurnOnceWhenTheKeyIsRefused() {
        // given
        model.faults(FaultPlan.always(Fault.unauthorized()));
        UUID run = store.run("vllm:tiny");
        UUID turn = store.firstTurns(run, 1).getFirst();

        // when
        TurnRow row = store.awaitEnd(turn);

        // then
        assertThat(row.status()).isEqualTo("FAILED");
        assertThat(row.errorCode()).isEqualTo("UNAUTHORIZED");
        assertThat(row.attempt()).isEqualTo(1);
        assertThat(model.stats().requests()).isEqualTo(1);
        assertThat(meters.get("strawberry.generator.turns")
                        .tags("status", "FAILED", "error", "UNAUTHORIZED")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void shouldReserveAgainForACallThatWasCut() {
        // given a price of 1 in and 2 out for a million tokens, and room for 3 calls of 1000 and 500 tokens
        model.faults(FaultPlan.first(Fault.cutMidBody()));
        UUID run = store.run("vllm:tiny");
        store.update(
                "INSERT INTO budget (id, cap_cost, turn_output_bound, turn_input_price, turn_output_price,"
                        + " critique_output_bound) VALUES (?, 0.006, 500, 0.000001, 0.000002, 0)",
                run);
        UUID trace = store.trace(run, 0, null);
        UUID turn = UUID.randomUUID();
        store.update(
                "INSERT INTO turn (id, trace_id, index, kind, prompt, status, input_bound)"
                        + " VALUES (?, ?, 0, 'PROBLEM', 'p', 'PENDING', 1000)",
                turn,
                trace);

        // when
        TurnRow row = store.awaitEnd(turn);

        // then
        assertThat(row.status()).isEqualTo("COMPLETED");
        assertThat(row.attempt()).isEqualTo(2);
        assertThat(model.stats().requests()).isEqualTo(2);
        assertThat(store.number("SELECT failures FROM turn WHERE id = ?", turn)).isEqualTo(1);
        assertThat(store.number("SELECT count(*) FROM turn WHERE id = ? AND cost > 0", turn))
                .isEqualTo(1);
        assertThat(store.number(
                        "SELECT count(*) FROM budget b JOIN turn t ON t.id = ? WHERE b.id = ? AND b.possible_cost = 0.002"
                                + " AND b.spent_cost = 0.002 + t.cost AND b.reserved_cost = 0 AND b.possible_tokens = 1500",
                        turn,
                        run))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepEverySlotBusyOverTwoConnectionsAndNoMore() {
        // given
        model.latency(Latency.ofMillis(500));
        UUID run = store.run("vllm:tiny");
        List<UUID> turns = store.firstTurns(run, 3 * SLOTS);

        // when
        publisher.publish(turns.stream().map(turn -> announcement(run, turn)).toList());
        store.awaitCount(run, "COMPLETED", turns.size());

        // then
        assertThat(model.stats().maxInFlight()).isEqualTo(SLOTS);
        assertThat(model.stats().requests()).isEqualTo(turns.size());
        assertThat(meters.get("strawberry.generator.slots").gauge().value()).isEqualTo(SLOTS);
    }

    @Test
    void shouldFindATurnThatWasNeverAnnouncedWithinASecondOrTwo() {
        // given
        UUID run = store.run("vllm:tiny");
        long start = System.nanoTime();

        // when
        store.awaitEnd(store.firstTurns(run, 1).getFirst());

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void shouldGiveUpACallWhoseClaimIsLost() {
        // given
        model.latency(Latency.ofMillis(60_000));
        UUID run = store.run("vllm:tiny");
        UUID turn = store.firstTurns(run, 1).getFirst();
        await().atMost(PATIENCE).until(() -> model.inFlight() == 1);

        // when
        store.update(
                "UPDATE turn SET attempt = 2, lease_owner = 'other', lease_until = now() + interval '1 hour'"
                        + " WHERE id = ?",
                turn);

        // then
        await().atMost(PATIENCE)
                .until(() ->
                        meters.get("strawberry.generator.in.flight").gauge().value() == 0);
        assertThat(store.row(turn).leaseOwner()).isEqualTo("other");
        assertThat(store.row(turn).status()).isEqualTo("RUNNING");
    }

    @Test
    void shouldGiveUpACallWhoseTraceIsOverAndKeepALongOneThatIsWanted() {
        // given
        model.latency(Latency.ofMillis(5_000));
        UUID run = store.run("vllm:tiny");
        List<UUID> turns = store.firstTurns(run, 2);
        await().atMost(PATIENCE).until(() -> model.inFlight() == 2);

        // when
        store.update(
                "UPDATE trace SET status = 'FINISHED', end_reason = 'CANCELLED'"
                        + " WHERE id = (SELECT trace_id FROM turn WHERE id = ?)",
                turns.getFirst());

        // then
        TurnRow wanted = store.awaitEnd(turns.getLast());
        assertThat(wanted.status()).as("its lease of 3 s was renewed").isEqualTo("COMPLETED");
        assertThat(wanted.attempt()).isEqualTo(1);
        assertThat(store.row(turns.getFirst()).reply()).isNull();
    }

    @Test
    void shouldFailACallThatTakesLongerThanItsRunAllows() {
        // given
        model.latency(Latency.ofMillis(60_000));
        UUID run = store.run("vllm:tiny", 1);

        // when
        TurnRow row = store.awaitEnd(store.firstTurns(run, 1).getFirst());

        // then
        assertThat(row.status()).isEqualTo("FAILED");
        assertThat(row.errorCode()).isEqualTo("TIMEOUT");
    }

    @Test
    void shouldWaitForAProviderThatWantsRestLongerThanItsRunAllowsACall() {
        // given
        model.faults(FaultPlan.first(Fault.rateLimited(4)));
        UUID run = store.run("vllm:tiny", 2);

        // when
        TurnRow row = store.awaitEnd(store.firstTurns(run, 1).getFirst());

        // then
        assertThat(row.status()).isEqualTo("COMPLETED");
        assertThat(row.attempt()).as("its lease of 3 s was renewed meanwhile").isEqualTo(1);
    }

    @Test
    void shouldTryATurnAgainLaterThatIsOnlyAskedToWait() {
        // given as many refusals as end a call, and some more
        Fault refusal = Fault.rateLimited("0.02");
        model.faults(FaultPlan.first(
                refusal, refusal, refusal, refusal, refusal, refusal, refusal, refusal, refusal, refusal));
        UUID run = store.run("vllm:tiny");

        // when
        TurnRow row = store.awaitEnd(store.firstTurns(run, 1).getFirst());

        // then
        assertThat(row.status()).isEqualTo("COMPLETED");
        assertThat(store.number("SELECT reaped FROM turn WHERE id = ?", row.id()))
                .isZero();
        assertThat(model.stats().requests()).isEqualTo(11);
    }

    @Test
    void shouldServeRecordedOutputs() {
        // given
        UUID run = store.run("replay:gpt-4");
        for (int sample = 0; sample < 3; sample++) {
            store.update(
                    "INSERT INTO recording (problem_id, name, sample, output) VALUES (?, 'gpt-4', ?, ?)",
                    run,
                    sample,
                    "recorded " + sample);
        }

        // when
        List<UUID> turns = store.firstTurns(run, 4);

        // then
        assertThat(store.awaitEnd(turns.get(0)).reply()).isEqualTo("recorded 0");
        assertThat(store.awaitEnd(turns.get(2)).reply()).isEqualTo("recorded 2");
        assertThat(store.awaitEnd(turns.get(3)).errorCode()).isEqualTo("NO_RECORDING");
    }

    @Test
    void shouldFailTurnsOfARunThatCannotBeReadAndNotHang() {
        // given
        UUID run = store.run("vllm:tiny");
        store.update(
                "UPDATE run SET settings = '{\"temperature\": 9, \"turnTimeoutSeconds\": 5, \"maxTokens\": 1}'"
                        + " WHERE id = ?",
                run);

        // when
        TurnRow row = store.awaitEnd(store.firstTurns(run, 1).getFirst());

        // then
        assertThat(row.status()).isEqualTo("FAILED");
        assertThat(row.errorCode()).isEqualTo("INTERNAL_ERROR");
        assertThat(model.stats().requests()).isZero();
    }

    @Test
    void shouldTellProbesAndMetricsWhatItDoes() throws IOException, InterruptedException {
        // given
        UUID run = store.run("vllm:tiny");
        store.awaitEnd(store.firstTurns(run, 1).getFirst());

        // when
        String ready = get("/q/health/ready");
        String live = get("/q/health/live");
        String metrics = get("/q/metrics");

        // then
        assertThat(ready).contains("Database connections health check", "Kafka").doesNotContain("DOWN");
        assertThat(live)
                .contains("generator-claims", "generator-leases", "turn-requested")
                .doesNotContain("DOWN");
        assertThat(metrics)
                .contains(
                        "strawberry_generator_slots " + (double) SLOTS,
                        "strawberry_generator_in_flight",
                        "strawberry_generator_queue_wait_seconds_count",
                        "strawberry_generator_turns_total{error=\"none\",status=\"COMPLETED\"}",
                        "strawberry_generator_call_seconds_count{provider=\"vllm\",status=\"COMPLETED\"}");
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}

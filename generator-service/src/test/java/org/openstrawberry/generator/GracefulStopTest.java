package org.openstrawberry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.embedded.testing.SharedServers;
import org.openstrawberry.generator.testing.ServersResource;
import org.openstrawberry.generator.testing.TestStore;
import org.openstrawberry.generator.testing.TestStore.TurnRow;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** Starts the service as its main program does, stops it during calls, and looks at what it left. */
@QuarkusMainTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@TestProfile(GracefulStopTest.Profile.class)
class GracefulStopTest {
    private static final String HTTP_PORT = "generator-test.http-port";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODEL_PORT = "generator-test.model-port";

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "strawberry.generator.drain",
                    "6s",
                    "strawberry.generator.owner",
                    "stopping",
                    "quarkus.http.port",
                    port(HTTP_PORT),
                    "quarkus.http.test-port",
                    port(HTTP_PORT),
                    "VLLM_BASE_URL",
                    "http://127.0.0.1:" + port(MODEL_PORT) + "/v1");
        }
    }

    private static synchronized String port(String name) {
        String present = System.getProperty(name);
        if (present == null) {
            present = String.valueOf(ServersResource.freePort());
            System.setProperty(name, present);
        }
        return present;
    }

    private final TestStore store = new TestStore(() ->
            DriverManager.getConnection(SharedServers.jdbcUrl(), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD));

    @Test
    void shouldStoreWhatFinishesInTimeAndGiveTheRestBack(QuarkusMainLauncher launcher) {
        // given
        try (SimulatedModelServer model = SimulatedModelServer.builder()
                .port(Integer.parseInt(port(MODEL_PORT)))
                .script(ReplyScript.always("It is 4."))
                .start()) {
            CompletableFuture<TwoTurns> turns = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> stopDuringCalls(model, turns));

            // when
            launcher.launch();

            // then
            TwoTurns left = turns.join();
            TurnRow quick = store.row(left.quick());
            assertThat(quick.status()).isEqualTo("COMPLETED");
            assertThat(quick.reply()).isEqualTo("It is 4.");
            TurnRow slow = store.row(left.slow());
            assertThat(slow.status()).as("given back, not left to its lease").isEqualTo("PENDING");
            assertThat(slow.leaseOwner()).isNull();
            assertThat(store.number(
                            "SELECT count(*) FROM outbox WHERE run_id = ? AND published_at IS NOT NULL", left.run()))
                    .as("the event of the turn that finished while stopping is published and marked")
                    .isEqualTo(1);
        }
    }

    private record TwoTurns(UUID run, UUID quick, UUID slow) {}

    private void stopDuringCalls(SimulatedModelServer model, CompletableFuture<TwoTurns> turns) {
        try {
            await().atMost(START_TIMEOUT).ignoreExceptions().until(() -> send("GET", "/q/health") == 200);
            try {
                turns.complete(startTwo(model));
            } finally {
                assertThat(send("POST", "/test/exit")).isEqualTo(204);
            }
        } catch (RuntimeException | Error e) {
            turns.completeExceptionally(e);
        }
    }

    private TwoTurns startTwo(SimulatedModelServer model) {
        UUID run = store.run("vllm:tiny");
        model.latency(Latency.ofMillis(60_000));
        UUID slow = store.turn(store.trace(run, 0, null), 0, "slow");
        await().atMost(PATIENCE).until(() -> model.inFlight() == 1);
        model.latency(Latency.ofMillis(2_000));
        UUID quick = store.turn(store.trace(run, 1, null), 0, "quick");
        await().atMost(PATIENCE).until(() -> model.inFlight() == 2);
        assertThat(List.of(
                        String.valueOf(store.row(slow).leaseOwner()),
                        String.valueOf(store.row(quick).leaseOwner())))
                .containsOnly("stopping");
        return new TwoTurns(run, quick, slow);
    }

    private static int send(String method, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(HTTP_PORT) + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

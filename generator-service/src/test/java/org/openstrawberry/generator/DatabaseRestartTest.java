package org.openstrawberry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.PostgresSettings;
import org.openstrawberry.embedded.testing.SharedServers;
import org.openstrawberry.generator.testing.ServersResource;
import org.openstrawberry.generator.testing.TestStore;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** The database goes away while calls are being made, and stays away while their replies come in. */
@QuarkusTest
@QuarkusTestResource(value = DatabaseRestartTest.OwnDatabase.class, restrictToAnnotatedClass = true)
@TestProfile(DatabaseRestartTest.Profile.class)
class DatabaseRestartTest {
    private static final int TURNS = 40;

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("strawberry.generator.drain", "1s", "quarkus.http.test-port", "0");
        }
    }

    /** A database that this test may stop. Its switches are of a JDK type: this class may be loaded twice. */
    public static final class OwnDatabase implements QuarkusTestResourceLifecycleManager {
        private @Nullable EmbeddedPostgres postgres;

        @Override
        public Map<String, String> start() {
            EmbeddedPostgres server = EmbeddedPostgres.start(PostgresSettings.in(Path.of(
                            "target", "restarted-" + ProcessHandle.current().pid(), "postgres"))
                    .withFast(true));
            postgres = server;
            return Map.of(
                    "quarkus.datasource.jdbc.url", server.jdbcUrl(),
                    "quarkus.datasource.username", server.user(),
                    "quarkus.datasource.password", server.password(),
                    "kafka.bootstrap.servers", SharedServers.bootstrapServers(),
                    "VLLM_BASE_URL", "http://127.0.0.1:" + ServersResource.freePort() + "/v1");
        }

        @Override
        public void stop() {
            if (postgres != null) {
                postgres.close();
            }
        }

        @Override
        public void inject(TestInjector injector) {
            EmbeddedPostgres server = Objects.requireNonNull(postgres);
            injector.injectIntoFields(
                    (Runnable) server::kill, field -> field.getName().equals("killDatabase"));
            injector.injectIntoFields(
                    (Runnable) server::restart, field -> field.getName().equals("startDatabase"));
        }
    }

    Runnable killDatabase = DatabaseRestartTest::notInjected;
    Runnable startDatabase = DatabaseRestartTest::notInjected;

    private static void notInjected() {
        throw new IllegalStateException("the resource handed nothing over");
    }

    @Inject
    DataSource dataSource;

    @Test
    void shouldLoseNoReplyWhenTheDatabaseIsAwayAsTheyComeIn() {
        // given
        TestStore store = new TestStore(() -> dataSource.getConnection());
        URI url = URI.create(ConfigProvider.getConfig().getValue("VLLM_BASE_URL", String.class));
        try (SimulatedModelServer model = SimulatedModelServer.builder()
                .port(url.getPort())
                .script(ReplyScript.always("It is 4."))
                .latency(Latency.ofMillis(3_000))
                .start()) {
            UUID run = store.run("vllm:tiny");
            List<UUID> turns = store.firstTurns(run, TURNS);
            await().atMost(Duration.ofSeconds(20)).until(() -> model.inFlight() == TURNS);

            // when
            killDatabase.run();
            await().atMost(Duration.ofSeconds(20)).until(() -> model.inFlight() == 0);
            startDatabase.run();

            // then
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> store.count(run, "COMPLETED") == TURNS);
            assertThat(model.stats().requests()).as("nothing is paid for twice").isEqualTo(TURNS);
            assertThat(store.row(turns.getFirst()).attempt()).isEqualTo(1);
            assertThat(store.number("SELECT count(*) FROM outbox WHERE run_id = ?", run))
                    .isEqualTo(TURNS);
        }
    }
}

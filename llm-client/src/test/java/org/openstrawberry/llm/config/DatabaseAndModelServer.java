package org.openstrawberry.llm.config;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.PostgresSettings;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.FaultPlan;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** A real database and a model server whose first request fails. */
public class DatabaseAndModelServer implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable SimulatedModelServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("llm-client-test");
            EmbeddedPostgres started = EmbeddedPostgres.start(
                    PostgresSettings.in(directory.resolve("postgres")).withFast(true));
            postgres = started;
            SimulatedModelServer listening = SimulatedModelServer.builder()
                    .script(ReplyScript.always("from the container"))
                    .faults(FaultPlan.first(Fault.serverError()))
                    .start();
            server = listening;
            return Map.of(
                    "quarkus.datasource.jdbc.url", started.jdbcUrl(),
                    "quarkus.datasource.username", started.user(),
                    "quarkus.datasource.password", started.password(),
                    "VLLM_BASE_URL", listening.baseUrl().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}

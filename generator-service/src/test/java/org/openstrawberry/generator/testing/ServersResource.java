package org.openstrawberry.generator.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.testing.SharedServers;

/** The shared database and broker, and the address at which the test starts its model server. */
public final class ServersResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                SharedServers.jdbcUrl(),
                "quarkus.datasource.username",
                EmbeddedPostgres.USER,
                "quarkus.datasource.password",
                EmbeddedPostgres.PASSWORD,
                "kafka.bootstrap.servers",
                SharedServers.bootstrapServers(),
                "VLLM_BASE_URL",
                "http://127.0.0.1:" + freePort() + "/v1");
    }

    /** A port that nothing listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // Shared with the test classes that follow; they end with the JVM.
    }
}

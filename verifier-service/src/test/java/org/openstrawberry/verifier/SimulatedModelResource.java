package org.openstrawberry.verifier;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Chooses where the simulated model server will listen; each test class starts its own there. */
public final class SimulatedModelResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of(
                    "OPENAI_API_KEY",
                    "test",
                    "OPENAI_BASE_URL",
                    "http://127.0.0.1:" + free.getLocalPort() + "/v1",
                    "simulated.port",
                    Integer.toString(free.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}

package org.openstrawberry.embedded.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Points the application under test at the JVM's shared Kafka broker. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", SharedServers.bootstrapServers());
    }

    @Override
    public void stop() {
        // Shared with the test classes that follow; it ends with the JVM.
    }
}

package org.openstrawberry.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openstrawberry.orchestrator.events.EventStreamConfig;
import org.openstrawberry.orchestrator.problemset.ImportConfig;
import org.openstrawberry.orchestrator.problemset.ImportLimits;

/** Pins the names and defaults of the properties. */
class ConfigDefaultsTest {

    @Test
    void shouldLimitImports() {
        ImportConfig config = config().getConfigMapping(ImportConfig.class);

        assertThat(config.limits()).isEqualTo(ImportLimits.DEFAULT);
        assertThat(config("strawberry.import.row-bytes", "7")
                        .getConfigMapping(ImportConfig.class)
                        .rowBytes())
                .isEqualTo(7);
    }

    @Test
    void shouldPaceEventStreams() {
        EventStreamConfig config = config().getConfigMapping(EventStreamConfig.class);

        assertThat(config.subscribers()).isEqualTo(200);
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(300));
        assertThat(config.progress()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.sendTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.batch()).isEqualTo(500);
    }

    @Test
    void shouldTakeOnTwoLargeThingsAtATime() {
        ApiConfig config = config().getConfigMapping(ApiConfig.class);

        assertThat(config.largeBodies()).isEqualTo(2);
        assertThat(config.imports()).isEqualTo(2);
        assertThat(config.busyWait()).isEqualTo(Duration.ofSeconds(10));
    }

    private static SmallRyeConfig config(String... properties) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ApiConfig.class)
                .withMapping(ImportConfig.class)
                .withMapping(EventStreamConfig.class);
        for (int i = 0; i < properties.length; i += 2) {
            builder.withDefaultValue(properties[i], properties[i + 1]);
        }
        return builder.build();
    }
}

package org.openstrawberry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openstrawberry.messaging.outbox.OutboxConfig;

class MessagingConfigTest {
    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(MessagingConfig.class)
            .withMapping(OutboxConfig.class)
            .withDefaultValue("quarkus.application.name", "judge")
            .build();

    @Test
    void shouldHaveTheseDefaultsForMessaging() {
        MessagingConfig messaging = config.getConfigMapping(MessagingConfig.class);
        assertThat(messaging.source()).isEqualTo("/open-strawberry/judge");
        assertThat(messaging.publishTimeout()).isEqualTo(Duration.ofSeconds(35));
        assertThat(messaging.consumer().firstRetry()).isEqualTo(Duration.ofMillis(50));
        assertThat(messaging.consumer().longestRetry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(messaging.consumer().stuckAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldHaveTheseDefaultsForTheOutbox() {
        OutboxConfig outbox = config.getConfigMapping(OutboxConfig.class);
        assertThat(outbox.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(outbox.relay().enabled()).isFalse();
        assertThat(outbox.relay().interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(outbox.relay().age()).isEqualTo(Duration.ofSeconds(2));
        assertThat(outbox.relay().batch()).isEqualTo(500);
        assertThat(outbox.relay().purgeInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(outbox.relay().purgeBatch()).isEqualTo(1_000);
    }
}

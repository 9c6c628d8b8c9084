package org.openstrawberry.llm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

    @Test
    void shouldHaveTheseDefaults() {
        // when
        ModelSettings settings = TestModels.settings(Map.of());

        // then
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.maxResponseBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(settings.prices()).isEmpty();
        assertThat(settings.retry().maxTries()).isEqualTo(6);
        assertThat(settings.retry().minDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retry().maxDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retry().maxRetryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.retry().maxDuration()).isEqualTo(Duration.ofMinutes(15));
    }
}

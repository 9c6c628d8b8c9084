package org.openstrawberry.llm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

    @Test
    void shouldHaveTheseDefaults() {
        // when
        ModelSettings settings = TestModels.settings(Map.of());

        // then
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.firstTokenTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.maxResponseBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(settings.maxStreamBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(settings.stream()).isFalse();
        assertThat(settings.prices()).isEmpty();
        assertThat(settings.retry().maxTries()).isEqualTo(6);
        assertThat(settings.retry().minDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retry().maxDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retry().maxRetryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.retry().maxDuration()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldHaveTheseDefaultsForEveryProvider() {
        // when
        ModelSettings.Provider provider = provider(Map.of(), "anybody");

        // then
        assertThat(provider.timeout()).isEmpty();
        assertThat(provider.firstTokenTimeout()).isEmpty();
        assertThat(provider.stream()).isEmpty();
        assertThat(provider.streamUsage()).isTrue();
        assertThat(provider.promptCacheKey()).isTrue();
    }

    @Test
    void shouldBeSetForOneProvider() {
        // given
        Map<String, String> properties = Map.of(
                "strawberry.models.provider.ollama.timeout", "20m",
                "strawberry.models.provider.ollama.first-token-timeout", "5m",
                "strawberry.models.provider.ollama.stream", "true",
                "strawberry.models.provider.ollama.stream-usage", "false",
                "strawberry.models.provider.openai.prompt-cache-key", "false");

        // then
        assertThat(provider(properties, "ollama").timeout()).contains(Duration.ofMinutes(20));
        assertThat(provider(properties, "ollama").firstTokenTimeout()).contains(Duration.ofMinutes(5));
        assertThat(provider(properties, "ollama").stream()).contains(true);
        assertThat(provider(properties, "ollama").streamUsage()).isFalse();
        assertThat(provider(properties, "openai").stream()).isEmpty();
        assertThat(provider(properties, "openai").timeout()).isEmpty();
        assertThat(provider(properties, "openai").promptCacheKey()).isFalse();
    }

    private static ModelSettings.Provider provider(Map<String, String> properties, String prefix) {
        return Objects.requireNonNull(TestModels.settings(properties).provider().get(prefix));
    }
}

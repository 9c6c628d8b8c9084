package org.openstrawberry.llm.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.limit.KeyRules;
import org.openstrawberry.llm.limit.WaitingCap;
import org.openstrawberry.llm.limit.pace.Rate;

class LimitSettingsTest {

    private static KeyRules rules(String provider, Map<String, String> properties) {
        ModelSettings settings = TestModels.settings(properties);
        return new KeyRulesFactory(settings.limits(), settings.limiter(), WaitingCap.halfOf(40)).of(provider);
    }

    @Test
    void shouldHaveTheseDefaults() {
        // when
        LimiterSettings limiter = TestModels.settings(Map.of()).limiter();

        // then
        assertThat(limiter.headroom()).isEqualTo(0.02);
        assertThat(limiter.mostWaiting()).isEmpty();
        assertThat(limiter.longestWait()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limiter.longestRest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limiter.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(limiter.mostAdaptive()).isEqualTo(256);
        assertThat(limiter.replyTokens()).isEqualTo(1024);
        assertThat(limiter.circuit().window()).isEqualTo(20);
        assertThat(limiter.circuit().failureRatio()).isEqualTo(0.75);
        assertThat(limiter.circuit().pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(TestModels.settings(Map.of()).limits()).isEmpty();
    }

    @Test
    void shouldLimitNothingThatIsNotConfigured() {
        // when
        KeyRules rules = rules("openai", Map.of());

        // then
        assertThat(rules.pacing().limited()).isFalse();
        assertThat(rules.inFlight()).isEmpty();
        assertThat(rules.adaptive()).isEmpty();
        assertThat(rules.mostWaiting()).isEqualTo(20);
    }

    @Test
    void shouldFollowTheLatencyOfServersOfOnesOwnUnlessToldOtherwise() {
        assertThat(rules("vllm", Map.of()).adaptive()).hasValue(64);
        assertThat(rules("ollama", Map.of()).adaptive()).hasValue(8);
        assertThat(rules("micro", Map.of()).adaptive()).hasValue(8);
        assertThat(rules("vllm", Map.of("strawberry.models.limits.vllm.adaptive", "false"))
                        .adaptive())
                .isEmpty();
        assertThat(rules("groq", Map.of("strawberry.models.limits.groq.adaptive", "true"))
                        .adaptive())
                .hasValue(16);
    }

    @Test
    void shouldTakeASecondsWorthAsBurst() {
        // when
        KeyRules rules = rules(
                "openai",
                Map.of(
                        "strawberry.models.limits.\"openai\".requests-per-minute", "90",
                        "strawberry.models.limits.\"openai\".tokens-per-minute", "30000",
                        "strawberry.models.limits.\"openai\".in-flight", "8"));

        // then
        assertThat(rules.pacing().requests()).contains(new Rate(90, Duration.ofMinutes(1), 1, 0.02));
        assertThat(rules.pacing().tokens()).contains(new Rate(30_000, Duration.ofMinutes(1), 500, 0.02));
        assertThat(rules.inFlight()).isEqualTo(OptionalInt.of(8));
        assertThat(rules.tokenFactor()).isEqualTo(1.0);
    }

    @Test
    void shouldReadLimitsFromTheEnvironment() {
        // given
        Map<String, String> environment = Map.of(
                "STRAWBERRY_MODELS_LIMITS_OPENAI_REQUESTS_PER_MINUTE", "60",
                "STRAWBERRY_MODELS_LIMITS_OPENAI_REQUEST_BURST", "3",
                "STRAWBERRY_MODELS_LIMITER_MOST_WAITING", "9");

        // when
        ModelSettings settings = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 300, TestModels::duration)
                .withMapping(ModelSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(ModelSettings.class);
        KeyRules rules = new KeyRulesFactory(settings.limits(), settings.limiter(), WaitingCap.DEFAULT).of("openai");

        // then
        assertThat(rules.pacing().requests()).isEqualTo(Optional.of(new Rate(60, Duration.ofMinutes(1), 3, 0.02)));
        assertThat(rules.mostWaiting()).isEqualTo(9);
    }
}

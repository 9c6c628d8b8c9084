package org.openstrawberry.judge.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class JudgeConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        // when
        JudgeConfig config = new SmallRyeConfigBuilder()
                .withMapping(JudgeConfig.class)
                .build()
                .getConfigMapping(JudgeConfig.class);

        // then
        assertThat(config.longestAnswer()).isEqualTo(1_000_000);
        assertThat(config.longestGroundTruth()).isEqualTo(60_000);
    }
}

package org.openstrawberry.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        // when
        GeneratorConfig config = GeneratorConfigs.defaults();

        // then
        assertThat(config.slots()).isEqualTo(256);
        assertThat(config.owner()).isEmpty();
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.minimumWait()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.gatherInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.callFailures()).isEqualTo(3);
        assertThat(config.failureDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.historyCache().asLongValue()).isEqualTo(64L << 20);
        assertThat(config.maximumReply().asLongValue()).isEqualTo(1L << 20);
        assertThat(config.commitBatch()).isEqualTo(200);
    }

    @Test
    void shouldNameItsOwnerAfterTheConfigurationOrTheProcess() {
        // given
        GeneratorConfig named = GeneratorConfigs.with(Map.of("strawberry.generator.owner", "generator-7"));

        // when / then
        assertThat(GeneratorBeans.owner(named)).isEqualTo("generator-7");
        assertThat(GeneratorBeans.owner(GeneratorConfigs.defaults()))
                .contains("-" + ProcessHandle.current().pid() + "-");
    }
}

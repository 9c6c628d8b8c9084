package org.openstrawberry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        // when
        ModelConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ModelConfig.class)
                .build()
                .getConfigMapping(ModelConfig.class);

        // then
        assertThat(config.data()).isEqualTo(Path.of(".strawberry/model"));
        assertThat(config.baseName()).isEqualTo("micro-base");
        assertThat(config.baseWeights()).isEmpty();
        assertThat(config.maxBody().asLongValue()).isEqualTo(1L << 20);
        assertThat(config.sampling().threads()).isEmpty();
        assertThat(config.sampling().slots()).isEqualTo(64);
        assertThat(config.sampling().queue()).isEqualTo(4096);
        assertThat(config.sampling().loadedModels()).isEqualTo(3);
        assertThat(config.sampling().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.critic().doubtThreshold()).isEqualTo(0.3);
        assertThat(config.critic().failThreshold()).isEqualTo(0.3);
        assertThat(config.files().maxBytes().asLongValue()).isEqualTo(64L << 20);
        assertThat(config.files().maxFiles()).isEqualTo(1000);
        assertThat(config.jobs().queue()).isEqualTo(100);
        assertThat(config.jobs().maxJobs()).isEqualTo(2000);
        assertThat(config.jobs().threads()).isEmpty();
        assertThat(config.jobs().saveEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.jobs().heldOutProblems()).isEqualTo(200);
        assertThat(config.jobs().collapseShift()).isEqualTo(-2.0);
        assertThat(config.webhook().url()).isEmpty();
        assertThat(config.webhook().secret()).isEmpty();
        assertThat(config.webhook().attempts()).isEqualTo(5);
        assertThat(config.webhook().retryDelay()).isEqualTo(Duration.ofSeconds(1));
    }
}

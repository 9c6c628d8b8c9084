package org.openstrawberry.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifierConfigTest {
    private final VerifierConfig config = new SmallRyeConfigBuilder()
            .withMapping(VerifierConfig.class)
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withConverter(Duration.class, 100, new DurationConverter())
            .build()
            .getConfigMapping(VerifierConfig.class);

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(config.slots()).isEqualTo(64);
        assertThat(config.owner()).isEmpty();
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.attemptCap()).isEqualTo(3);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.callFailures()).isEqualTo(3);
        assertThat(config.failureDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maximumReply()).isEqualTo(new MemorySize(BigInteger.valueOf(256 * 1024)));
        assertThat(config.runCache()).isEqualTo(1000);
    }
}

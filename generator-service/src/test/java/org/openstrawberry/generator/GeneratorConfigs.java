package org.openstrawberry.generator;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configurations to test with. */
public final class GeneratorConfigs {
    private GeneratorConfigs() {}

    /** What holds when nothing is set. */
    public static GeneratorConfig defaults() {
        return with(Map.of());
    }

    /** With some properties set. */
    public static GeneratorConfig with(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(GeneratorConfig.class)
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(GeneratorConfig.class);
    }
}

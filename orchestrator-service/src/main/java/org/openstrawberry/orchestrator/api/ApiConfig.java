package org.openstrawberry.orchestrator.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much the interface takes on at a time, so that requests fit the memory whatever their number. */
@ConfigMapping(prefix = "strawberry.api")
public interface ApiConfig {

    /** JSON bodies of more than 64 KiB that are read and worked on at a time; each takes many times its size. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int largeBodies();

    /** Imports of problem sets at a time. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int imports();

    /** How long a request waits for others to end before it is answered 503. */
    @WithDefault("10s")
    Duration busyWait();
}

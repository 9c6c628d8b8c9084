package org.openstrawberry.orchestrator.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits and pace of the event streams. */
@ConfigMapping(prefix = "strawberry.events")
public interface EventStreamConfig {

    /** Most streams open at once; more are refused. */
    @WithDefault("200")
    @Min(1)
    int subscribers();

    /** Time between two looks at the log of a run that is quiet. */
    @WithDefault("300ms")
    Duration poll();

    /** Time between two progress events. */
    @WithDefault("1s")
    Duration progress();

    /** Silence after which a comment is sent, so that nothing in between takes the connection for dead. */
    @WithDefault("15s")
    Duration heartbeat();

    /** Most time a subscriber may take to receive an event; a slower one is let go and may come back. */
    @WithDefault("30s")
    Duration sendTimeout();

    /** Most events read at once. */
    @WithDefault("500")
    @Min(1)
    @Max(10000)
    int batch();
}

package org.openstrawberry.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a service may set of its messaging. Kafka's own settings are those of the channels. */
@ConfigMapping(prefix = "strawberry.messaging")
public interface MessagingConfig {

    /** The CloudEvents source of what the service publishes. */
    @WithDefault("/open-strawberry/${quarkus.application.name:unknown}")
    String source();

    /**
     * How long a blocking publish waits for the broker's acknowledgement. Longer than the producer's
     * {@code delivery.timeout.ms}, so that the producer's own verdict comes first.
     */
    @WithDefault("35s")
    Duration publishTimeout();

    /** How consumers handle what fails. */
    Consumer consumer();

    /** How consumers handle what fails. */
    interface Consumer {
        /** Delay before a batch that failed for a passing reason is tried again; doubles. */
        @WithDefault("50ms")
        Duration firstRetry();

        /** The longest delay between two tries. */
        @WithDefault("5s")
        Duration longestRetry();

        /** A batch that is handled for longer than this, retries not counted, makes the service not live. */
        @WithDefault("5m")
        Duration stuckAfter();
    }
}

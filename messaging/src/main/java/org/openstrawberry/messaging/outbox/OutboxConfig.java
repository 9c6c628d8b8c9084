package org.openstrawberry.messaging.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How public events leave the outbox table. */
@ConfigMapping(prefix = "strawberry.outbox")
public interface OutboxConfig {

    /** The relay, which publishes what the fast path has left. */
    Relay relay();

    /** How long published events are kept; the server-sent events of a run resume from them. */
    @WithDefault("7d")
    Duration retention();

    /** The relay, which publishes what the fast path has left. */
    interface Relay {
        /** Whether this process takes part. Among those that do, one at a time works. */
        @WithDefault("false")
        boolean enabled();

        /** Pause between two rounds that found nothing. */
        @WithDefault("500ms")
        Duration interval();

        /** How old an unpublished event must be: younger ones are the fast path's. */
        @WithDefault("2s")
        Duration age();

        /** Events in one round. */
        @WithDefault("500")
        int batch();

        /** Pause between two purges of published events. */
        @WithDefault("1m")
        Duration purgeInterval();

        /** Events deleted in one transaction. */
        @WithDefault("1000")
        int purgeBatch();
    }
}

package org.openstrawberry.llm.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How limits are kept, whatever they are. */
public interface LimiterSettings {

    /**
     * The share of a rate that is left unused, because requests travel at different speeds and reach the provider closer
     * together than they were sent.
     */
    @WithDefault("0.02")
    double headroom();

    /**
     * Calls of one key that may wait for long in this process; those beyond are made later. By default half of the
     * service's slots.
     */
    OptionalInt mostWaiting();

    /** How long a call waits for a limit before it is left for later. */
    @WithDefault("5m")
    Duration longestWait();

    /** The longest rest that a provider can impose on a key; if it asks for more, this is what it gets. */
    @WithDefault("5m")
    Duration longestRest();

    /** After which the permits for calls in flight of a process that died come back. */
    @WithDefault("15s")
    Duration lease();

    /** The most calls in flight of this process to a server whose latency is followed. */
    @WithDefault("256")
    int mostAdaptive();

    /** Tokens that a reply is expected to have if its length is not limited. */
    @WithDefault("1024")
    int replyTokens();

    /** When calls are kept away from a provider that fails. */
    CircuitSettings circuit();

    /** When calls are kept away from a provider that fails. */
    interface CircuitSettings {

        /** The latest calls of a key that are looked at. */
        @WithDefault("20")
        int window();

        /** The share of them that must have failed: server errors, time-outs and cut connections count. */
        @WithDefault("0.75")
        double failureRatio();

        /** How long nothing is sent before one call tries again. */
        @WithDefault("10s")
        Duration pause();
    }
}

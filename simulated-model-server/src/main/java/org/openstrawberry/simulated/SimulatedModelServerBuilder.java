package org.openstrawberry.simulated;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link SimulatedModelServer}. */
public final class SimulatedModelServerBuilder {

    private int port;
    private ReplyScript script = ReasoningScript.builder().build();
    private Latency latency = Latency.NONE;
    private Duration perToken = Duration.ZERO;
    private FaultPlan faults = FaultPlan.NONE;
    private @Nullable String requiredKey;
    private List<String> models = List.of("simulated");
    private long seed = 1;
    private int logCapacity = 1_000_000;
    private int keptRequests = 100;
    private Clock clock = Clock.systemUTC();

    SimulatedModelServerBuilder() {}

    /** The port; 0, the default, for a free one. */
    public SimulatedModelServerBuilder port(int value) {
        port = value;
        return this;
    }

    /** What is answered. */
    public SimulatedModelServerBuilder script(ReplyScript value) {
        script = value;
        return this;
    }

    /** How long an answer takes. */
    public SimulatedModelServerBuilder latency(Latency value) {
        latency = value;
        return this;
    }

    /** Delay between two pieces of a streamed reply. */
    public SimulatedModelServerBuilder perToken(Duration value) {
        perToken = value;
        return this;
    }

    /** What goes wrong. */
    public SimulatedModelServerBuilder faults(FaultPlan value) {
        faults = value;
        return this;
    }

    /** The bearer token without which a request is answered 401; by default any will do. */
    public SimulatedModelServerBuilder requireKey(String value) {
        requiredKey = value;
        return this;
    }

    /** The models listed at {@code /v1/models}; any is answered. */
    public SimulatedModelServerBuilder models(List<String> value) {
        models = List.copyOf(value);
        return this;
    }

    /** Seed of the delays. */
    public SimulatedModelServerBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** How many requests the log holds; the oldest are dropped. */
    public SimulatedModelServerBuilder logCapacity(int value) {
        logCapacity = value;
        return this;
    }

    /** How many requests are kept with headers and body; 100 by default. */
    public SimulatedModelServerBuilder keepRequests(int value) {
        keptRequests = value;
        return this;
    }

    /** The clock of the log. */
    public SimulatedModelServerBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws java.io.UncheckedIOException if it cannot listen on the port
     */
    public SimulatedModelServer start() {
        return SimulatedModelServer.start(new ServerSettings(
                port, script, latency, perToken, faults, requiredKey, models, seed, logCapacity, keptRequests, clock));
    }
}

package org.openstrawberry.simulated;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the builder has gathered. */
record ServerSettings(
        int port,
        ReplyScript script,
        Latency latency,
        Duration perToken,
        FaultPlan faults,
        @Nullable String requiredKey,
        List<String> models,
        long seed,
        int logCapacity,
        int keptRequests,
        Clock clock) {}

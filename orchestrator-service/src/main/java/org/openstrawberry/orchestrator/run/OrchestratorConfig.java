package org.openstrawberry.orchestrator.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the orchestrator keeps runs going. */
@ConfigMapping(prefix = "strawberry.orchestrator")
public interface OrchestratorConfig {

    /** When runs are looked at. */
    Scheduler scheduler();

    /** When something counts as lost. */
    Reaper reaper();

    /** When runs are looked at. */
    interface Scheduler {
        /** Longest time between two looks at every unfinished run; events wake the scheduler earlier. */
        @WithDefault("1s")
        Duration interval();
    }

    /** When something counts as lost. */
    interface Reaper {
        /** Whether this process reaps. */
        @WithDefault("true")
        boolean enabled();

        /** Time between two rounds. */
        @WithDefault("2s")
        Duration interval();

        /** Age at which an announcement that had no effect is repeated. */
        @WithDefault("10s")
        Duration overdue();

        /** How long the database must have answered without fail before leases are reaped, after it had failed. */
        @WithDefault("30s")
        Duration grace();

        /** Lapsed leases after which a turn is poisoned. */
        @WithDefault("3")
        int attempts();

        /** Rows that one round takes up of each kind. */
        @WithDefault("500")
        int batch();
    }
}

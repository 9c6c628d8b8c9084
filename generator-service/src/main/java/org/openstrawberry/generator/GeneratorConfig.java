package org.openstrawberry.generator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What may be set of the generator. */
@ConfigMapping(prefix = "strawberry.generator")
public interface GeneratorConfig {

    /** Turns in flight at once in this process, from 1. Each may hold one connection to a provider. */
    @WithDefault("256")
    int slots();

    /** Names this process in the leases of its turns. By default host, process id and a random number. */
    Optional<String> owner();

    /**
     * How long a claimed turn is safe from others without a sign of life from this process. Renewed every third of it.
     * At least 3 s.
     */
    @WithDefault("30s")
    Duration lease();

    /** How often waiting turns are looked for in the table when nothing else causes it. */
    @WithDefault("500ms")
    Duration pollInterval();

    /** How long a turn must have waited before it is taken from the table: its announcement may be on its way. */
    @WithDefault("250ms")
    Duration minimumWait();

    /** Shortest time between two claims from the table, so that slots that free up together are filled together. */
    @WithDefault("10ms")
    Duration gatherInterval();

    /** How long calls may still finish when the service stops; those that do not are given back. */
    @WithDefault("10s")
    Duration drain();

    /**
     * Calls of one turn that may fail in a way that the provider may charge for, such as a time-out or a cut connection.
     * The last of them fails the turn.
     */
    @WithDefault("3")
    int callFailures();

    /** How long a turn waits after such a failure; twice as long after each further one. */
    @WithDefault("1s")
    Duration failureDelay();

    /** How much memory the conversations of the traces worked on last may take. */
    @WithDefault("64M")
    MemorySize historyCache();

    /** The longest reply that is kept, in bytes of UTF-8. A longer one fails the turn. */
    @WithDefault("1M")
    MemorySize maximumReply();

    /** Most turns whose ends are stored in one transaction. */
    @WithDefault("200")
    int commitBatch();
}

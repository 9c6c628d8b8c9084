package org.openstrawberry.verifier;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What may be set of the verifier. */
@ConfigMapping(prefix = "strawberry.verifier")
public interface VerifierConfig {

    /** Critiques in the making at once in this process, from 1. Each may hold one connection to a provider. */
    @WithDefault("64")
    int slots();

    /** Names this process in the leases of its critiques. By default host, process id and a random number. */
    Optional<String> owner();

    /**
     * How long a claimed critique is safe from others without a sign of life from this process. Renewed every third of
     * it.
     */
    @WithDefault("30s")
    Duration lease();

    /** How many lapsed leases give a critique up; its outcome is UNKNOWN then. */
    @WithDefault("3")
    int attemptCap();

    /** How often waiting and lapsed critiques are looked for in the table when nothing else causes it. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How long critiques in the making may still finish when the service stops; those that do not are given back. */
    @WithDefault("5s")
    Duration drain();

    /**
     * Calls of one critique that may fail in a way that the provider may charge for, such as a time-out or a cut
     * connection. The last of them ends the critique as UNKNOWN.
     */
    @WithDefault("3")
    int callFailures();

    /** How long a critique waits after such a failure; twice as long after each further one. */
    @WithDefault("1s")
    Duration failureDelay();

    /** The longest reply of a critic that is read, in bytes of UTF-8. The outcome of a longer one is UNKNOWN. */
    @WithDefault("256K")
    MemorySize maximumReply();

    /** Settings of how many runs are kept in memory. */
    @WithDefault("1000")
    int runCache();
}

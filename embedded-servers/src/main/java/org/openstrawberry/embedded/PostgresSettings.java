package org.openstrawberry.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a PostgreSQL server is started.
 *
 * @param dataDirectory holds the database cluster; made when it does not exist, kept between starts
 * @param port to listen on; 0 for a free one, which then stays the same over restarts
 * @param log where the server's output is appended
 * @param parameters of the server that differ from ours, as PostgreSQL names them
 * @param fast whether a crash of the machine may lose data, for tests only
 * @param lifetime whether the server ends with this JVM
 * @param startTimeout after which a start counts as failed
 * @param binariesCache the folder that the server's programs are unpacked to, once
 */
public record PostgresSettings(
        Path dataDirectory,
        int port,
        Path log,
        Map<String, String> parameters,
        boolean fast,
        Lifetime lifetime,
        Duration startTimeout,
        Path binariesCache) {
    private static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(3);

    /** Copies the parameters. */
    public PostgresSettings {
        parameters = Map.copyOf(parameters);
    }

    /** A durable server on a free port that ends with this JVM, with its log beside the data directory. */
    public static PostgresSettings in(Path dataDirectory) {
        return new PostgresSettings(
                dataDirectory,
                0,
                dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log"),
                Map.of(),
                false,
                Lifetime.PARENT,
                DEFAULT_START_TIMEOUT,
                PostgresBinaries.defaultCache());
    }

    /** On that port. */
    public PostgresSettings withPort(int newPort) {
        return new PostgresSettings(
                dataDirectory, newPort, log, parameters, fast, lifetime, startTimeout, binariesCache);
    }

    /** With that log file. */
    public PostgresSettings withLog(Path newLog) {
        return new PostgresSettings(
                dataDirectory, port, newLog, parameters, fast, lifetime, startTimeout, binariesCache);
    }

    /** With one more parameter of the server. */
    public PostgresSettings withParameter(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return new PostgresSettings(dataDirectory, port, log, more, fast, lifetime, startTimeout, binariesCache);
    }

    /** Without waiting for the disk: for tests. A killed server still loses nothing, a crashed machine may. */
    public PostgresSettings withFast(boolean newFast) {
        return new PostgresSettings(
                dataDirectory, port, log, parameters, newFast, lifetime, startTimeout, binariesCache);
    }

    /** With that lifetime. */
    public PostgresSettings withLifetime(Lifetime newLifetime) {
        return new PostgresSettings(
                dataDirectory, port, log, parameters, fast, newLifetime, startTimeout, binariesCache);
    }
}

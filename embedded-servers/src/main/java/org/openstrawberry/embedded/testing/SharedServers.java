package org.openstrawberry.embedded.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.embedded.Directories;
import org.openstrawberry.embedded.EmbeddedKafka;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.KafkaSettings;
import org.openstrawberry.embedded.KafkaTopic;
import org.openstrawberry.embedded.PostgresSettings;

/**
 * One broker and one database server per test JVM, started when first asked for and gone with it, data and all.
 *
 * <p>Quarkus may load this class more than once in one JVM, so what is shared is noted in the JVM's system properties.
 */
public final class SharedServers {
    private static final String JDBC_URL = "strawberry.shared-servers.jdbc-url";
    private static final String BOOTSTRAP_SERVERS = "strawberry.shared-servers.bootstrap-servers";

    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable Path directory;

    private SharedServers() {}

    /** The JDBC URL of the database server, started by whichever copy of this class is asked first. */
    public static synchronized String jdbcUrl() {
        String present = System.getProperty(JDBC_URL);
        return present == null ? postgres().jdbcUrl() : present;
    }

    /** Where the broker's clients connect; started by whichever copy of this class is asked first. */
    public static synchronized String bootstrapServers() {
        String present = System.getProperty(BOOTSTRAP_SERVERS);
        return present == null ? kafka().bootstrapServers() : present;
    }

    /** The database server; fast, since its data die with the tests. */
    public static synchronized EmbeddedPostgres postgres() {
        EmbeddedPostgres server = postgres;
        if (server == null) {
            server = EmbeddedPostgres.start(
                    PostgresSettings.in(directory().resolve("postgres")).withFast(true));
            postgres = server;
            System.setProperty(JDBC_URL, server.jdbcUrl());
        }
        return server;
    }

    /** The broker. */
    public static EmbeddedKafka kafka() {
        return kafka(List.of());
    }

    /** The broker; the topics count only for the first who asks, others come into being when first used. */
    public static synchronized EmbeddedKafka kafka(List<KafkaTopic> topics) {
        EmbeddedKafka server = kafka;
        if (server == null) {
            server = EmbeddedKafka.start(KafkaSettings.in(directory().resolve("kafka"))
                    .withTopics(topics)
                    // The quick compiler alone: a test's broker does not live long enough to repay the other.
                    .withJvmOptions(List.of("-XX:TieredStopAtLevel=1")));
            kafka = server;
            System.setProperty(BOOTSTRAP_SERVERS, server.bootstrapServers());
        }
        return server;
    }

    private static Path directory() {
        Path present = directory;
        if (present != null) {
            return present;
        }
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path fresh = Files.isDirectory(target)
                    ? Files.createTempDirectory(target, "servers-")
                    : Files.createTempDirectory("open-strawberry-servers-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(fresh), "servers-clean-up"));
            directory = fresh;
            return fresh;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no folder for the servers of the tests", e);
        }
    }

    private static synchronized void cleanUp(Path folder) {
        if (kafka != null) {
            kafka.kill();
        }
        if (postgres != null) {
            postgres.kill();
        }
        try {
            Directories.delete(folder);
        } catch (IOException e) {
            System.err.println("the servers' data of the tests stay in " + folder + ": " + e.getMessage());
        }
    }
}

package org.openstrawberry.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a broker is started.
 *
 * @param dataDirectory holds the log segments, the settings and the markers; kept between starts
 * @param port of the clients' listener; 0 for a free one, which then stays the same over restarts
 * @param log where the broker's output is appended
 * @param topics made at the start when they do not exist; others come into being when first used
 * @param heap as the JVM takes it, such as 384m
 * @param jvmOptions more options of the broker's JVM
 * @param lifetime whether the broker ends with this JVM
 * @param startTimeout after which a start counts as failed
 * @param brokerLibrary the folder of the broker's jars
 */
public record KafkaSettings(
        Path dataDirectory,
        int port,
        Path log,
        List<KafkaTopic> topics,
        String heap,
        List<String> jvmOptions,
        Lifetime lifetime,
        Duration startTimeout,
        Path brokerLibrary) {
    private static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(3);

    /** Copies the list. */
    public KafkaSettings {
        topics = List.copyOf(topics);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A broker on a free port that ends with this JVM, with its log in the data directory. */
    public static KafkaSettings in(Path dataDirectory) {
        return new KafkaSettings(
                dataDirectory,
                0,
                dataDirectory.resolve("broker.log"),
                List.of(),
                "384m",
                List.of(),
                Lifetime.PARENT,
                DEFAULT_START_TIMEOUT,
                BrokerClassPath.defaultLibrary());
    }

    /** With that port. */
    public KafkaSettings withPort(int newPort) {
        return new KafkaSettings(
                dataDirectory, newPort, log, topics, heap, jvmOptions, lifetime, startTimeout, brokerLibrary);
    }

    /** With that log file. */
    public KafkaSettings withLog(Path newLog) {
        return new KafkaSettings(
                dataDirectory, port, newLog, topics, heap, jvmOptions, lifetime, startTimeout, brokerLibrary);
    }

    /** With these topics. */
    public KafkaSettings withTopics(List<KafkaTopic> newTopics) {
        return new KafkaSettings(
                dataDirectory, port, log, newTopics, heap, jvmOptions, lifetime, startTimeout, brokerLibrary);
    }

    /** With these options of the JVM. */
    public KafkaSettings withJvmOptions(List<String> newOptions) {
        return new KafkaSettings(
                dataDirectory, port, log, topics, heap, newOptions, lifetime, startTimeout, brokerLibrary);
    }

    /** With that lifetime. */
    public KafkaSettings withLifetime(Lifetime newLifetime) {
        return new KafkaSettings(
                dataDirectory, port, log, topics, heap, jvmOptions, newLifetime, startTimeout, brokerLibrary);
    }

    /** With that limit of the time to start. */
    public KafkaSettings withStartTimeout(Duration newTimeout) {
        return new KafkaSettings(
                dataDirectory, port, log, topics, heap, jvmOptions, lifetime, newTimeout, brokerLibrary);
    }

    /** With the broker's jars from that folder. */
    public KafkaSettings withBrokerLibrary(Path newLibrary) {
        return new KafkaSettings(
                dataDirectory, port, log, topics, heap, jvmOptions, lifetime, startTimeout, newLibrary);
    }
}

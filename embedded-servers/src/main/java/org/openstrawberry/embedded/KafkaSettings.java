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
        Lifetime lifetime,
        Duration startTimeout,
        Path brokerLibrary) {
    private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(90);

    /** Copies the list. */
    public KafkaSettings {
        topics = List.copyOf(topics);
    }

    /** A broker on a free port that ends with this JVM, with its log in the data directory. */
    public static KafkaSettings in(Path dataDirectory) {
        return new KafkaSettings(
                dataDirectory,
                0,
                dataDirectory.resolve("broker.log"),
                List.of(),
                "384m",
                Lifetime.PARENT,
                DEFAULT_START_TIMEOUT,
                BrokerClassPath.defaultLibrary());
    }

    /** With that port. */
    public KafkaSettings withPort(int newPort) {
        return new KafkaSettings(dataDirectory, newPort, log, topics, heap, lifetime, startTimeout, brokerLibrary);
    }

    /** With that log file. */
    public KafkaSettings withLog(Path newLog) {
        return new KafkaSettings(dataDirectory, port, newLog, topics, heap, lifetime, startTimeout, brokerLibrary);
    }

    /** With these topics. */
    public KafkaSettings withTopics(List<KafkaTopic> newTopics) {
        return new KafkaSettings(dataDirectory, port, log, newTopics, heap, lifetime, startTimeout, brokerLibrary);
    }

    /** With that heap. */
    public KafkaSettings withHeap(String newHeap) {
        return new KafkaSettings(dataDirectory, port, log, topics, newHeap, lifetime, startTimeout, brokerLibrary);
    }

    /** With that lifetime. */
    public KafkaSettings withLifetime(Lifetime newLifetime) {
        return new KafkaSettings(dataDirectory, port, log, topics, heap, newLifetime, startTimeout, brokerLibrary);
    }

    /** With that limit of the time to start. */
    public KafkaSettings withStartTimeout(Duration newTimeout) {
        return new KafkaSettings(dataDirectory, port, log, topics, heap, lifetime, newTimeout, brokerLibrary);
    }

    /** With the broker's jars from that folder. */
    public KafkaSettings withBrokerLibrary(Path newLibrary) {
        return new KafkaSettings(dataDirectory, port, log, topics, heap, lifetime, startTimeout, newLibrary);
    }
}

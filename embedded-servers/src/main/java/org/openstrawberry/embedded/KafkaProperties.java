package org.openstrawberry.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The broker's own settings: one node that is broker and controller, sized for a workstation. */
final class KafkaProperties {
    /** The largest record: a turn's prompt and reply with room to spare. */
    static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final String CLIENTS = "PLAINTEXT";
    private static final String CONTROLLER = "CONTROLLER";

    private KafkaProperties() {}

    static Properties server(Path segments, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + LocalPorts.LOOPBACK + ":" + controllerPort);
        properties.setProperty(
                "listeners",
                "%s://%s:%d,%s://%s:%d"
                        .formatted(
                                CLIENTS, LocalPorts.LOOPBACK, port, CONTROLLER, LocalPorts.LOOPBACK, controllerPort));
        properties.setProperty("advertised.listeners", "%s://%s:%d".formatted(CLIENTS, LocalPorts.LOOPBACK, port));
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("inter.broker.listener.name", CLIENTS);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", segments.toAbsolutePath().toString());
        sizes(properties);
        singleNode(properties);
        return properties;
    }

    private static void sizes(Properties properties) {
        properties.setProperty("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        properties.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        properties.setProperty("num.partitions", Integer.toString(KafkaTopic.DEFAULT_PARTITIONS));
        properties.setProperty("auto.create.topics.enable", "true");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        // The defaults of these would take most of a small heap.
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        properties.setProperty("log.segment.bytes", Integer.toString(256 * 1024 * 1024));
        properties.setProperty("log.retention.hours", "168");
    }

    private static void singleNode(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "4");
        // After a kill the controller lets the broker back in only when the old session is over (default 9 s). Shorter
        // still, and a busy machine would shut its own broker out.
        properties.setProperty("broker.session.timeout.ms", "6000");
        properties.setProperty("broker.heartbeat.interval.ms", "1000");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
    }

    /** One line per topic: its name, then its partitions and settings. */
    static Properties topics(Iterable<KafkaTopic> topics) {
        Properties properties = new Properties();
        for (KafkaTopic topic : topics) {
            properties.setProperty(
                    topic.name(),
                    topic.settings().entrySet().stream()
                            .map(setting -> ";" + setting.getKey() + "=" + setting.getValue())
                            .sorted()
                            .collect(Collectors.joining("", Integer.toString(topic.partitions()), "")));
        }
        return properties;
    }

    /** Reads back what {@link #topics} wrote for one topic. */
    static KafkaTopic topic(String name, String line) {
        String[] parts = line.split(";", -1);
        Map<String, String> settings = java.util.Arrays.stream(parts)
                .skip(1)
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        return new KafkaTopic(name, Integer.parseInt(parts[0]), settings);
    }
}

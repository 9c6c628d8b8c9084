package org.openstrawberry.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The broker's JVM: formats an empty data directory, runs the server, makes the topics, writes a marker when ready. */
public final class KafkaBrokerMain {
    static final String EXIT_WITH_INPUT = "--exit-with-input";
    private static final long ADMIN_SECONDS = 60;

    private KafkaBrokerMain() {}

    /**
     * Runs until it is signalled.
     *
     * @param arguments the server's properties file, the topics' properties file, the marker to write, and optionally
     *     {@code --exit-with-input}: stop at the end of the standard input
     */
    public static void main(String[] arguments) throws Exception {
        Properties server = read(Path.of(arguments[0]));
        Properties topics = read(Path.of(arguments[1]));
        Path ready = Path.of(arguments[2]);
        if (List.of(arguments).contains(EXIT_WITH_INPUT)) {
            Thread.ofPlatform().daemon().name("parent-watch").start(KafkaBrokerMain::exitAtEndOfInput);
        }
        try {
            format(server);
            KafkaRaftServer broker = new KafkaRaftServer(KafkaConfig.fromProps(server), Time.SYSTEM);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::shutdown, "broker-shutdown"));
            broker.startup();
            createTopics(server, topics);
            Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
            broker.awaitShutdown();
        } catch (Exception | LinkageError e) {
            // The broker's threads would keep the JVM alive without a broker.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static void format(Properties server) throws Exception {
        String segments = server.getProperty("log.dirs");
        if (Files.exists(Path.of(segments, "meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(System.err)
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(server.getProperty("node.id")))
                .setDirectories(List.of(segments))
                .setMetadataLogDirectory(segments)
                .setControllerListenerName(server.getProperty("controller.listener.names"))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void createTopics(Properties server, Properties topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (topics.isEmpty()) {
            return;
        }
        String bootstrap = server.getProperty("advertised.listeners").replaceFirst("^.*://", "");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<KafkaTopic> wanted = topics.stringPropertyNames().stream()
                    .map(name -> KafkaProperties.topic(name, topics.getProperty(name)))
                    .toList();
            Map<String, KafkaFuture<Void>> created = admin.createTopics(wanted.stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings()))
                            .toList())
                    .values();
            List<KafkaTopic> old = new ArrayList<>();
            for (KafkaTopic topic : wanted) {
                if (!isCreated(topic.name(), Objects.requireNonNull(created.get(topic.name())))) {
                    old.add(topic);
                }
            }
            admin.incrementalAlterConfigs(changes(old)).all().get(ADMIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A topic that is there from an earlier start has the settings of that time. */
    private static Map<ConfigResource, Collection<AlterConfigOp>> changes(List<KafkaTopic> topics) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (KafkaTopic topic : topics) {
            List<AlterConfigOp> settings = topic.settings().entrySet().stream()
                    .map(setting -> new AlterConfigOp(
                            new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            if (!settings.isEmpty()) {
                changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings);
            }
        }
        return changes;
    }

    /** Whether it was made now, and not there already. */
    private static boolean isCreated(String name, Future<Void> result)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            result.get(ADMIN_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new ExecutionException("topic " + name + " cannot be created", e.getCause());
        }
    }

    private static void exitAtEndOfInput() {
        try (InputStream input = System.in) {
            while (input.read() >= 0) {
                // Nothing is ever sent; only the end matters.
            }
        } catch (IOException e) {
            System.err.println("the standard input broke: " + e.getMessage());
        }
        System.exit(0);
    }
}

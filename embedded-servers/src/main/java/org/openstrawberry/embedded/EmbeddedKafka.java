package org.openstrawberry.embedded;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A Kafka broker in a JVM of its own. Its records, topics and consumer offsets survive stop, kill and start. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String NAME = "Kafka";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final KafkaSettings settings;
    private final int port;
    private ServerProcess process;

    private EmbeddedKafka(KafkaSettings settings, int port) {
        this.settings = settings;
        this.port = port;
        this.process = spawn();
    }

    /**
     * Starts a broker and waits until it is ready and has its topics.
     *
     * @throws EmbeddedServerException when it does not get ready; the message quotes its log
     */
    public static EmbeddedKafka start(KafkaSettings settings) {
        EmbeddedKafka kafka = launch(settings);
        kafka.awaitReady();
        return kafka;
    }

    /**
     * Starts a broker without waiting.
     *
     * @throws EmbeddedServerException when the port is in use or the process cannot be started
     */
    public static EmbeddedKafka launch(KafkaSettings settings) {
        return new EmbeddedKafka(settings, settings.port() == 0 ? LocalPorts.findFree() : settings.port());
    }

    /** Waits until the broker answers and has its topics; kills it when that fails. */
    public void awaitReady() {
        try {
            process.awaitReady(this::isReady, settings.startTimeout());
        } catch (EmbeddedServerException e) {
            process.kill();
            throw e;
        }
    }

    private ServerProcess spawn() {
        LocalPorts.requireFree(port, NAME);
        Path data = settings.dataDirectory().toAbsolutePath();
        Path server = data.resolve("server.properties");
        Path topics = data.resolve("topics.properties");
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(readyMarker());
            write(server, KafkaProperties.server(data.resolve("segments"), port, LocalPorts.findFree()));
            write(topics, KafkaProperties.topics(settings.topics()));
        } catch (IOException e) {
            throw new EmbeddedServerException("the broker's directory " + data + " cannot be prepared", e);
        }
        List<String> command = new ArrayList<>(jvm());
        command.addAll(
                List.of(server.toString(), topics.toString(), readyMarker().toString()));
        if (settings.lifetime() == Lifetime.PARENT) {
            command.add(KafkaBrokerMain.EXIT_WITH_INPUT);
        }
        return ServerProcess.start(NAME, command, Map.of(), settings.log(), settings.lifetime());
    }

    private List<String> jvm() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(SmallMachine.jvmOptions());
        line.addAll(settings.jvmOptions());
        line.addAll(List.of(
                "-Xmx" + settings.heap(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-cp",
                BrokerClassPath.of(settings.brokerLibrary()),
                KafkaBrokerMain.class.getName()));
        return line;
    }

    private static void write(Path file, Properties properties) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private Path readyMarker() {
        return settings.dataDirectory().toAbsolutePath().resolve("ready");
    }

    /** Where clients connect: host and port. */
    public String bootstrapServers() {
        return LocalPorts.LOOPBACK + ":" + port;
    }

    /** The port of the clients' listener. */
    public int port() {
        return port;
    }

    /** The broker's process. */
    public ProcessHandle handle() {
        return process.handle();
    }

    /** Whether the broker answers and has its topics. */
    public boolean isReady() {
        return process.isAlive() && Files.exists(readyMarker());
    }

    /** The last lines of the broker's log. */
    public String logTail() {
        return process.logTail();
    }

    /** Whether the broker's process runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Stops the broker in good order; kills it when that takes too long. */
    public void stop() {
        stop(process.handle(), STOP_TIMEOUT);
    }

    /**
     * Stops a broker that this or another JVM started.
     *
     * @return whether it stopped by itself, and was not killed after the time-out
     */
    public static boolean stop(ProcessHandle broker, Duration timeout) {
        if (broker.isAlive()) {
            ServerProcess.signal(broker, "TERM");
        }
        if (ServerProcess.await(broker, timeout)) {
            return true;
        }
        broker.destroyForcibly();
        ServerProcess.await(broker, timeout);
        return false;
    }

    /** Kills the broker without warning, as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    /** Starts again, on the same port and data, after {@link #stop} or {@link #kill}; stops first what runs. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = spawn();
        awaitReady();
    }

    @Override
    public void close() {
        stop();
    }
}

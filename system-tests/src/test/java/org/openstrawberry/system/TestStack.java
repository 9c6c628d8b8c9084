package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openstrawberry.cli.stack.PidFiles;
import org.openstrawberry.cli.stack.PortPlan;
import org.openstrawberry.cli.stack.Stack;
import org.openstrawberry.cli.stack.StackHome;
import org.openstrawberry.cli.stack.StackListener;
import org.openstrawberry.cli.stack.StackStopper;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.LocalPorts;

/** The whole stack as a user starts it, each part a process of its own that a test may kill. */
final class TestStack implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final StackHome home;
    private final PortPlan ports;
    private final Stack stack;
    private final PidFiles pidFiles;

    private TestStack(Path folder, int portBase) {
        Path root = Path.of("..").toAbsolutePath().normalize();
        ports = PortPlan.from(portBase);
        home = StackHome.of(root, Map.of("STRAWBERRY_HOME", folder.toString()), ports);
        stack = new Stack(home, ports, System.getenv(), folder, new Quiet());
        pidFiles = new PidFiles(home.processes());
    }

    /**
     * Prepares a stack.
     *
     * @param settings environment variables of the services
     */
    static TestStack in(Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(".env"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
        return new TestStack(folder, LocalPorts.findFree(PortPlan.PORTS));
    }

    /** Starts Kafka and PostgreSQL alone. */
    void upServers() {
        stack.upServers(START);
    }

    /** Starts whatever does not run. */
    List<String> up(int generators) {
        return stack.up(generators, START);
    }

    /** {@code kill -9}. */
    void kill(String component) throws Exception {
        ProcessHandle handle = pidFiles.find(component).orElseThrow().handle();
        assertThat(handle.destroyForcibly()).as("%s is killed", component).isTrue();
        handle.onExit().get(20, TimeUnit.SECONDS);
    }

    /** Stops a component in good order. */
    void stop(String component) {
        new StackStopper(home, new Quiet()).stop(component);
    }

    String url() {
        return stack.url();
    }

    String brokers() {
        return LocalPorts.LOOPBACK + ":" + ports.kafka();
    }

    /** The one number that a query gives. */
    long number(String sql) throws SQLException {
        return rows(sql, row -> row.getLong(1)).getFirst();
    }

    /** The first column of what a query gives. */
    Set<String> texts(String sql) throws SQLException {
        return Set.copyOf(rows(sql, row -> row.getString(1)));
    }

    private <T> List<T> rows(String sql, ColumnReader<T> reader) throws SQLException {
        String url = "jdbc:postgresql://%s:%d/%s"
                .formatted(LocalPorts.LOOPBACK, ports.postgres(), EmbeddedPostgres.DATABASE);
        try (Connection connection =
                        DriverManager.getConnection(url, EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<T> read = new ArrayList<>();
            while (row.next()) {
                read.add(reader.read(row));
            }
            return List.copyOf(read);
        }
    }

    @FunctionalInterface
    private interface ColumnReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @Override
    public void close() {
        stack.down();
    }

    private static final class Quiet implements StackListener {
        @Override
        public void ready(String component, int port, Duration after) {}

        @Override
        public void waiting(List<String> components, Duration since) {}

        @Override
        public void stopped(String component, boolean inGoodOrder) {}

        @Override
        public void note(String text) {}
    }
}

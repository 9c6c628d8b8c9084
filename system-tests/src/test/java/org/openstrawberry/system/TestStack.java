package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openstrawberry.cli.stack.PidFiles;
import org.openstrawberry.cli.stack.PortPlan;
import org.openstrawberry.cli.stack.Stack;
import org.openstrawberry.cli.stack.StackHome;
import org.openstrawberry.cli.stack.StackListener;
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

    String url() {
        return stack.url();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + EmbeddedPostgres.DATABASE;
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

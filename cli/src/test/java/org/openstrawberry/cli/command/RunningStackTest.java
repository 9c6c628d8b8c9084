package org.openstrawberry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.stack.ComponentStatus;
import org.openstrawberry.cli.stack.FakeRepository;
import org.openstrawberry.cli.stack.PortPlan;
import org.openstrawberry.embedded.LocalPorts;

/** With the real Kafka and PostgreSQL, and services that are fakes. */
class RunningStackTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String portBase = Integer.toString(LocalPorts.findFree(PortPlan.PORTS));

    @AfterEach
    void stopEverything() {
        global().stack().down();
    }

    @Test
    void shouldStartWhatDoesNotRunAndSayWhatItWas() throws Exception {
        // given
        FakeRepository.in(folder);

        // when
        assertThat(api()).contains("The stack is not up").contains("generator      ready on port");
        assertThat(api()).as("nothing is missing").isEmpty();
        ProcessHandle generator = ProcessHandle.of(global().stack().status().stream()
                        .filter(component -> component.name().equals("generator"))
                        .findFirst()
                        .orElseThrow()
                        .pid()
                        .orElseThrow())
                .orElseThrow();
        generator.destroyForcibly();
        generator.onExit().get(20, TimeUnit.SECONDS);

        // then
        assertThat(api())
                .contains("Not running, and started now: generator\n")
                .contains("generator      ready on port")
                .doesNotContain("judge");
        assertThat(global().stack().status())
                .extracting(ComponentStatus::state)
                .containsOnly(ComponentStatus.State.READY);
    }

    private String api() {
        out.reset();
        assertThat(new RunningStack(global(), false).api()).isNotNull();
        return out.toString(StandardCharsets.UTF_8);
    }

    private GlobalOptions global() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("STRAWBERRY_PORT_BASE", portBase);
        environment.remove("STRAWBERRY_URL");
        environment.remove("STRAWBERRY_HOME");
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new GlobalOptions(new CliContext(folder, folder, environment, new Terminal(stream, stream, false, 100)));
    }
}

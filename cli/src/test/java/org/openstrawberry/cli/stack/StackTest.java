package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.embedded.LocalPorts;

/** The launcher with the real Kafka and PostgreSQL, and services that are fakes. */
class StackTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    @TempDir
    private Path folder;

    private final RecordingListener listener = new RecordingListener();
    private PortPlan ports = PortPlan.standard();
    private StackHome home = StackHome.of(Path.of(""), Map.of(), ports);
    private Stack stack = new Stack(home, ports, Map.of(), Path.of("/nowhere"), listener);

    @BeforeEach
    void makeARepository() throws IOException {
        ports = freePlan();
        home = StackHome.of(FakeRepository.in(folder), Map.of(), ports);
        stack = stack(Map.of());
    }

    @AfterEach
    void stopEverything() {
        stack.down();
    }

    @Test
    void shouldStartStopAndStartAgainOnTheSameData() throws IOException {
        // given
        assertThat(stack.up(2, TIMEOUT))
                .containsExactly(
                        "postgres", "kafka", "orchestrator", "generator", "verifier", "judge", "model", "generator-2");
        assertThat(stack.isUp()).isTrue();
        assertThat(stack.status())
                .extracting(ComponentStatus::state)
                .containsOnly(ComponentStatus.State.READY)
                .hasSize(8);
        String cluster = Files.readString(home.kafka().resolve("segments/meta.properties"));

        // when
        assertThat(stack.up(2, TIMEOUT)).as("started twice").isEmpty();
        assertThat(stack.down()).isEqualTo(8);
        assertThat(stack.down()).isZero();

        // then
        assertThat(listener.stopped).hasSize(8).endsWith("judge", "orchestrator", "kafka", "postgres");
        assertThat(stack.isUp()).isFalse();
        assertThat(stack.status()).extracting(ComponentStatus::state).containsOnly(ComponentStatus.State.STOPPED);
        assertThat(stack.up(1, TIMEOUT)).hasSize(7);
        assertThat(Files.readString(home.kafka().resolve("segments/meta.properties")))
                .isEqualTo(cluster);
    }

    @Test
    void shouldSayWhyAServiceDidNotStartAndLeaveNothingRunning() {
        // given
        int broken = ports.of(ServiceKind.VERIFIER);
        Stack unlucky = stack(Map.of("FAKE_SERVICE_BROKEN_ON", Integer.toString(broken)));

        // when, then
        assertThatThrownBy(() -> unlucky.up(1, TIMEOUT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("verifier stopped while starting")
                .hasMessageContaining("the flux capacitor is missing");
        assertThat(new PidFiles(home.processes()).running()).isEmpty();
    }

    @Test
    void shouldSayWhichPortIsTakenBeforeStartingAnything() throws IOException {
        // given
        try (ServerSocket taken =
                new ServerSocket(ports.of(ServiceKind.JUDGE), 1, InetAddress.ofLiteral(LocalPorts.LOOPBACK))) {
            // when, then
            assertThatThrownBy(() -> stack.up(1, TIMEOUT))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("judge cannot start: port " + taken.getLocalPort())
                    .hasMessageContaining("--port-base");
        }
        assertThat(Files.exists(home.postgres())).isFalse();
    }

    @Test
    void shouldSayWhatIsNotBuilt() throws IOException {
        // given
        Files.delete(home.application(ServiceKind.ORCHESTRATOR));

        // when, then
        assertThatThrownBy(() -> stack.up(1, TIMEOUT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("orchestrator is not built");
    }

    @Test
    void shouldStartAgainWhatDies() {
        // given
        stack.up(1, TIMEOUT);
        PidFiles pidFiles = new PidFiles(home.processes());
        StackPlan plan = new StackPlan(home, ports, command(Map.of()), pidFiles, LocalPorts::findFree);
        Supervisor supervisor = new Supervisor(plan.services(1), pidFiles, listener, InstantSource.system());
        ProcessHandle judge = pidFiles.find("judge").orElseThrow().handle();

        // when
        judge.destroyForcibly();

        // then
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            supervisor.check();
            assertThat(pidFiles.find("judge"))
                    .hasValueSatisfying(
                            again -> assertThat(again.handle().pid()).isNotEqualTo(judge.pid()));
            assertThat(new Health().isReady(ports.of(ServiceKind.JUDGE))).isTrue();
        });
        assertThat(listener.notes)
                .containsExactly(
                        "judge stopped; it is started again in 1 s",
                        "judge was started again, process "
                                + pidFiles.find("judge").orElseThrow().handle().pid());
    }

    private Stack stack(Map<String, String> environmentFile) {
        try {
            List<String> lines = environmentFile.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            Files.write(folder.resolve(".env"), lines);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Stack(home, ports, System.getenv(), folder, listener);
    }

    private ServiceCommand command(Map<String, String> dotEnv) {
        return new ServiceCommand(home, ports, dotEnv, System.getenv());
    }

    private static PortPlan freePlan() {
        return PortPlan.from(LocalPorts.findFree(PortPlan.PORTS));
    }
}

package org.openstrawberry.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.embedded.LocalPorts;
import org.openstrawberry.embedded.ServerProcess;

/** One stack on this machine, as the commands use it. */
public final class Stack {
    private static final Duration SUPERVISION = Duration.ofMillis(500);
    private static final Duration FOREGROUND_TIMEOUT = Duration.ofMinutes(2);
    private static final String FOREGROUND = "up";

    private final StackHome home;
    private final PortPlan ports;
    private final ServiceCommand command;
    private final StackListener listener;
    private final PidFiles foreground;

    /** The stack of a repository on a port plan, with what the environment and a {@code .env} file say. */
    public Stack(
            StackHome home,
            PortPlan ports,
            Map<String, String> environment,
            Path workingDirectory,
            StackListener listener) {
        this.home = home;
        this.ports = ports;
        this.command = new ServiceCommand(home, ports, DotEnv.in(workingDirectory), environment);
        this.listener = listener;
        this.foreground = new PidFiles(home.processes().resolve("foreground"));
    }

    /** Where the orchestrator answers. */
    public String url() {
        return "http://" + LocalPorts.LOOPBACK + ":" + ports.of(ServiceKind.ORCHESTRATOR);
    }

    /** Whether the orchestrator's process runs and says that it is ready. */
    public boolean isUp() {
        return new PidFiles(home.processes())
                        .find(ServiceKind.ORCHESTRATOR.label())
                        .isPresent()
                && new Health().isReady(ports.of(ServiceKind.ORCHESTRATOR));
    }

    /**
     * What of a stack does not run.
     *
     * @param components by name
     * @param everything whether nothing of it runs
     */
    public record Missing(List<String> components, boolean everything) {
        /** Copies the list. */
        public Missing {
            components = List.copyOf(components);
        }
    }

    /** What {@link #up} would start. */
    public Missing missing(int generators) {
        return new StackStarter(home, ports, command, listener).missing(generators);
    }

    /**
     * Starts what does not run yet and waits until it is ready.
     *
     * @return the names of what this call started
     * @throws StackException when that fails
     */
    public List<String> up(int generators, Duration timeout) {
        return new StackStarter(home, ports, command, listener).up(generators, timeout);
    }

    /** Starts Kafka and PostgreSQL alone, if they do not run yet, and waits until they are ready. */
    public List<String> upServers(Duration timeout) {
        return new StackStarter(home, ports, command, listener).upServers(timeout);
    }

    /**
     * Starts what does not run yet, waits until it is ready, and keeps everything running until the thread is interrupted.
     * When nothing was missing it returns at once.
     *
     * @param whenUp runs once, when everything is ready
     * @return whether anything was missing
     * @throws StackException when the start fails
     */
    public boolean upAndStay(int generators, Duration timeout, Runnable whenUp) throws InterruptedException {
        // Known from the beginning, so that a 'down' during the start ends this process and not just its children.
        boolean first = foreground.find(FOREGROUND).isEmpty();
        if (first) {
            foreground.write(new ComponentProcess(FOREGROUND, 0, ProcessHandle.current()));
        }
        try {
            if (up(generators, timeout).isEmpty()) {
                return false;
            }
            whenUp.run();
            supervise(generators);
            return true;
        } finally {
            if (first) {
                foreground.delete(FOREGROUND);
            }
        }
    }

    private void supervise(int generators) throws InterruptedException {
        PidFiles pidFiles = new PidFiles(home.processes());
        StackPlan plan = new StackPlan(home, ports, command, pidFiles, LocalPorts::findFree);
        List<Component> components = new ArrayList<>(plan.servers());
        components.addAll(plan.services(generators));
        Supervisor supervisor = new Supervisor(components, pidFiles, listener, InstantSource.system());
        while (true) {
            Thread.sleep(SUPERVISION);
            supervisor.check();
        }
    }

    /**
     * Stops everything; a supervising {@code up} first, which would start things again.
     *
     * @return how many processes ran
     * @throws StackException when something still runs afterwards
     */
    public int down() {
        Optional<ComponentProcess> supervisor = foreground
                .find(FOREGROUND)
                .filter(process ->
                        process.handle().pid() != ProcessHandle.current().pid());
        if (supervisor.isPresent()) {
            ProcessHandle handle = supervisor.get().handle();
            handle.destroy();
            if (!ServerProcess.await(handle, FOREGROUND_TIMEOUT)) {
                throw new StackException("the command up, process " + handle.pid() + ", does not stop");
            }
        }
        int stopped = new StackStopper(home, listener).down() + (supervisor.isPresent() ? 1 : 0);
        List<ComponentProcess> left = new PidFiles(home.processes()).running();
        if (!left.isEmpty()) {
            throw new StackException("still running: "
                    + String.join(
                            ", ", left.stream().map(ComponentProcess::name).toList()));
        }
        return stopped;
    }

    /** Every component, running or not. */
    public List<ComponentStatus> status() {
        return new StackInspector(home, ports).inspect();
    }
}

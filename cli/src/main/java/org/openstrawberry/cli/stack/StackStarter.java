package org.openstrawberry.cli.stack;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openstrawberry.embedded.EmbeddedServerException;
import org.openstrawberry.embedded.LocalPorts;

/** Starts what is missing of a stack and waits until all of it is ready; stops again what it started when that fails. */
public final class StackStarter {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(2);

    private final StackHome home;
    private final StackPlan plan;
    private final PidFiles pidFiles;
    private final StackListener listener;
    private final Map<String, Component.Launched> launched = new ConcurrentHashMap<>();
    private final Set<String> ready = new HashSet<>();
    private long begin;

    /** For one stack. */
    public StackStarter(StackHome home, PortPlan ports, ServiceCommand command, StackListener listener) {
        this.home = home;
        this.pidFiles = new PidFiles(home.processes());
        this.plan = new StackPlan(home, ports, command, pidFiles, LocalPorts::findFree);
        this.listener = listener;
    }

    /** What {@link #up} would start, by the pid files alone. */
    Stack.Missing missing(int generators) {
        List<Component> all = new ArrayList<>(plan.servers());
        all.addAll(plan.services(generators));
        List<String> missing = missing(all).stream().map(Component::name).toList();
        return new Stack.Missing(missing, missing.size() == all.size());
    }

    /**
     * Starts what does not run yet.
     *
     * @param generators how many generator processes there shall be
     * @param timeout for all of it
     * @return the names of the components that this call started; none when everything ran already
     * @throws StackException when something cannot be started or is not ready in time; it says what and why
     */
    public List<String> up(int generators, Duration timeout) {
        try (StackLock _ = StackLock.acquire(home.lock(), LOCK_TIMEOUT)) {
            return start(plan.servers(), plan.services(generators), timeout);
        }
    }

    /** Starts Kafka and PostgreSQL alone. */
    public List<String> upServers(Duration timeout) {
        try (StackLock _ = StackLock.acquire(home.lock(), LOCK_TIMEOUT)) {
            return start(plan.servers(), List.of(), timeout);
        }
    }

    private List<String> start(List<Component> servers, List<Component> services, Duration timeout) {
        List<Component> missingServers = missing(servers);
        List<Component> missingServices = missing(services);
        List<Component> missing = new ArrayList<>(missingServers);
        missing.addAll(missingServices);
        missing.forEach(Component::requireStartable);
        begin = System.nanoTime();
        long deadline = begin + timeout.toNanos();
        try {
            boolean brokerKnowsTopics = Files.exists(home.kafka().resolve("segments/meta.properties"));
            launch(missingServers);
            // A broker that was up before knows its topics, so the services may boot beside it.
            awaitReady(deadline, brokerKnowsTopics ? List.of(PostgresComponent.NAME) : List.copyOf(launched.keySet()));
            launch(missingServices);
            awaitReady(deadline, List.copyOf(launched.keySet()));
        } catch (StackException | EmbeddedServerException e) {
            stopLaunched(missing);
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
        return missing.stream().map(Component::name).toList();
    }

    private List<Component> missing(List<Component> components) {
        return components.stream()
                .filter(component -> pidFiles.find(component.name()).isEmpty())
                .toList();
    }

    private void launch(List<Component> components) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = new ArrayList<>();
            components.forEach(component -> starts.add(threads.submit(() -> launch(component))));
            starts.forEach(StackStarter::await);
        }
    }

    private void launch(Component component) {
        Component.Launched process = component.launch();
        launched.put(component.name(), process);
        pidFiles.write(new ComponentProcess(component.name(), component.port(), process.handle()));
    }

    private static void await(Future<?> start) {
        try {
            start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while starting", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StackException || e.getCause() instanceof EmbeddedServerException) {
                throw new StackException(String.valueOf(e.getCause().getMessage()), e);
            }
            throw new StackException("a component cannot be started: " + e.getCause(), e);
        }
    }

    private void awaitReady(long deadline, List<String> names) {
        List<String> waiting = new ArrayList<>(names);
        waiting.retainAll(launched.keySet());
        waiting.removeAll(ready);
        while (!waiting.isEmpty()) {
            waiting.removeIf(this::isReady);
            if (waiting.isEmpty()) {
                return;
            }
            Duration since = Duration.ofNanos(System.nanoTime() - begin);
            if (System.nanoTime() > deadline) {
                throw new StackException("%s not ready after %d s; %s"
                        .formatted(
                                String.join(", ", waiting),
                                since.toSeconds(),
                                get(waiting.getFirst()).logTail()));
            }
            listener.waiting(List.copyOf(waiting), since);
            pause();
        }
    }

    private boolean isReady(String name) {
        Component.Launched process = get(name);
        if (!process.handle().isAlive()) {
            throw new StackException(name + " stopped while starting; " + process.logTail());
        }
        if (!process.isReady()) {
            return false;
        }
        int port = pidFiles.find(name).map(ComponentProcess::port).orElse(0);
        ready.add(name);
        listener.ready(name, port, Duration.ofNanos(System.nanoTime() - begin));
        return true;
    }

    private Component.Launched get(String name) {
        Component.Launched process = launched.get(name);
        if (process == null) {
            throw new IllegalStateException(name + " was not launched");
        }
        return process;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while the stack was starting", e);
        }
    }

    private void stopLaunched(List<Component> components) {
        // Someone pressed Ctrl-C, perhaps; what was started is stopped all the same.
        boolean interrupted = Thread.interrupted();
        StackStopper stopper = new StackStopper(home, listener);
        components.stream()
                .map(Component::name)
                .filter(launched::containsKey)
                .toList()
                .reversed()
                .forEach(stopper::stop);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

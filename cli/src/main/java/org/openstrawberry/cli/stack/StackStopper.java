package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openstrawberry.embedded.EmbeddedKafka;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.ServerProcess;

/**
 * Stops a stack so that nothing is lost or paid twice: first those that call models, while the rest still stores what
 * they finish; then those that decide; then the broker; last the database.
 */
public final class StackStopper {
    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(30);
    /** A process that was trained writes its cache before it is gone. */
    private static final Duration TRAINING_TIMEOUT = Duration.ofMinutes(4);

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> LAST = List.of(
            ServiceKind.JUDGE.label(), ServiceKind.ORCHESTRATOR.label(), KafkaComponent.NAME, PostgresComponent.NAME);

    private final StackHome home;
    private final PidFiles pidFiles;
    private final StackListener listener;

    /** For one stack. */
    public StackStopper(StackHome home, StackListener listener) {
        this.home = home;
        this.pidFiles = new PidFiles(home.processes());
        this.listener = listener;
    }

    /** Stops everything, in order; returns how many processes ran. */
    public int down() {
        try (StackLock _ = StackLock.acquire(home.lock(), LOCK_TIMEOUT)) {
            int running = pidFiles.running().size();
            for (List<String> group : order(pidFiles.names())) {
                stopTogether(group);
            }
            return running;
        }
    }

    /** The names in groups; the members of a group stop at the same time. */
    static List<List<String>> order(List<String> names) {
        List<List<String>> groups = new ArrayList<>();
        groups.add(names.stream().filter(name -> !LAST.contains(name)).toList());
        LAST.forEach(name -> groups.add(names.stream().filter(name::equals).toList()));
        return groups.stream().filter(group -> !group.isEmpty()).toList();
    }

    private void stopTogether(List<String> names) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            names.forEach(name -> threads.execute(() -> stopAndSay(name)));
        }
    }

    private void stopAndSay(String name) {
        try {
            stop(name);
        } catch (RuntimeException e) {
            listener.note(name + " could not be stopped: " + e.getMessage());
        }
    }

    /** Stops one component, if it runs, and forgets it. */
    public void stop(String name) {
        pidFiles.find(name).ifPresent(process -> listener.stopped(name, stop(process)));
        pidFiles.delete(name);
    }

    private boolean stop(ComponentProcess process) {
        return switch (process.name()) {
            case PostgresComponent.NAME -> EmbeddedPostgres.stop(process.handle(), SERVER_TIMEOUT);
            case KafkaComponent.NAME -> EmbeddedKafka.stop(process.handle(), timeout(SERVER_TIMEOUT));
            default -> stopService(process.handle());
        };
    }

    private Duration timeout(Duration usual) {
        return switch (home.caches()) {
            case READ -> usual;
            case TRAIN -> TRAINING_TIMEOUT;
        };
    }

    private boolean stopService(ProcessHandle service) {
        service.destroy();
        if (ServerProcess.await(service, timeout(SERVICE_TIMEOUT))) {
            return true;
        }
        service.destroyForcibly();
        ServerProcess.await(service, KILL_TIMEOUT);
        return false;
    }
}

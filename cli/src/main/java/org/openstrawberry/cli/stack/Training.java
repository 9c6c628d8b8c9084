package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openstrawberry.embedded.LocalPorts;

/** Makes the start caches: starts a stack beside all others, lets it work for a while, and stops it. */
public final class Training {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private final Path root;
    private final Map<String, String> environment;
    private final StackListener listener;

    /** For the stack of a repository. */
    public Training(Path root, Map<String, String> environment, StackListener listener) {
        this.root = root;
        this.environment = Map.copyOf(environment);
        this.listener = listener;
    }

    /** What the stack does meanwhile. */
    @FunctionalInterface
    public interface Exercise {
        /** Uses the stack whose orchestrator answers there. */
        void run(String url) throws InterruptedException;
    }

    /**
     * Trains.
     *
     * @return the names of the components whose caches are new
     * @throws StackException when the stack cannot be started
     */
    public List<String> train(Exercise exercise) throws InterruptedException {
        Path folder = temporaryFolder();
        try {
            StackHome home = StackHome.training(root, folder);
            StartCache.prepare(home);
            work(home, folder, exercise);
            return components().stream()
                    .filter(component -> StartCache.adopt(home, component))
                    .toList();
        } finally {
            delete(folder);
        }
    }

    private void work(StackHome home, Path folder, Exercise exercise) throws InterruptedException {
        PortPlan ports = PortPlan.from(LocalPorts.findFree(PortPlan.PORTS));
        Stack stack = new Stack(home, ports, environment, folder, listener);
        try {
            stack.up(1, START_TIMEOUT);
            exercise.run(stack.url());
        } finally {
            stack.down();
        }
    }

    private static List<String> components() {
        List<String> names = new ArrayList<>(List.of(KafkaComponent.NAME));
        for (ServiceKind kind : ServiceKind.values()) {
            names.add(kind.label());
        }
        return List.copyOf(names);
    }

    private Path temporaryFolder() {
        try {
            Path parent = Files.createDirectories(root.resolve(".strawberry"));
            return Files.createTempDirectory(parent, "training");
        } catch (IOException e) {
            throw new StackException("no folder for the training can be made: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Training::deleteFile);
        } catch (IOException | UncheckedIOException e) {
            throw new StackException("the folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

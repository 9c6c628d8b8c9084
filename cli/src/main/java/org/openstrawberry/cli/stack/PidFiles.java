package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Remembers which process is which component. A process counts as ours only when it also started when ours did, because
 * the operating system gives the ids of ended processes to new ones.
 */
public final class PidFiles {
    private static final String SUFFIX = ".pid";
    private static final String PID = "pid";
    private static final String PORT = "port";
    private static final String STARTED = "started";
    /** The start is computed from the boot time, which moves a little when the clock is corrected. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final Path folder;

    /** In that folder, which is made when the first file is written. */
    public PidFiles(Path folder) {
        this.folder = folder;
    }

    /** Remembers a process. */
    public void write(ComponentProcess process) {
        Properties properties = new Properties();
        properties.setProperty(PID, Long.toString(process.handle().pid()));
        properties.setProperty(PORT, Integer.toString(process.port()));
        properties.setProperty(
                STARTED,
                Long.toString(process.handle()
                        .info()
                        .startInstant()
                        .orElse(Instant.EPOCH)
                        .toEpochMilli()));
        try {
            Files.createDirectories(folder);
            StringWriter text = new StringWriter();
            properties.store(text, null);
            Path fresh = folder.resolve(process.name() + ".new");
            Files.writeString(fresh, text.toString());
            Files.move(
                    fresh, file(process.name()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("the pid file of " + process.name() + " cannot be written in " + folder, e);
        }
    }

    /** The process of that component, if it runs. */
    public Optional<ComponentProcess> find(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(name))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("the pid file of " + name + " cannot be read", e);
        }
        try {
            long pid = Long.parseLong(properties.getProperty(PID, ""));
            long started = Long.parseLong(properties.getProperty(STARTED, ""));
            int port = Integer.parseInt(properties.getProperty(PORT, ""));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> startedAt(handle, started))
                    .map(handle -> new ComponentProcess(name, port, handle));
        } catch (NumberFormatException e) {
            throw new StackException(
                    "the pid file " + file(name) + " is damaged; delete it after making sure that " + name
                            + " does not run",
                    e);
        }
    }

    private static boolean startedAt(ProcessHandle handle, long epochMilli) {
        return handle.info()
                .startInstant()
                .map(start -> Math.abs(start.toEpochMilli() - epochMilli) <= CLOCK_TOLERANCE.toMillis())
                .orElse(false);
    }

    /** The names of all components that were ever started and not stopped, running or not, in alphabetical order. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StackException("the pid files in " + folder + " cannot be listed", e);
        }
    }

    /** All processes that run. */
    public List<ComponentProcess> running() {
        return names().stream().map(this::find).flatMap(Optional::stream).toList();
    }

    /** Forgets a component. */
    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new StackException("the pid file of " + name + " cannot be deleted", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}

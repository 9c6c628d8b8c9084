package org.openstrawberry.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A child process that writes to a log file: started, waited for, signalled. */
public final class ServerProcess {
    private static final int QUOTED_LINES = 25;
    private static final Path NO_INPUT = Path.of("/dev/null");
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;

    private ServerProcess(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts a process whose output is appended to a log.
     *
     * @param environment added to the environment of this JVM
     * @param lifetime with {@link Lifetime#PARENT} its standard input is a pipe that ends when this JVM does
     * @throws EmbeddedServerException when the operating system does not start it
     */
    public static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path log, Lifetime lifetime) {
        return start(name, command, environment, Path.of("").toAbsolutePath(), log, lifetime);
    }

    /**
     * Starts a process in a working directory, its output appended to a log.
     *
     * @param environment added to the environment of this JVM
     * @param lifetime with {@link Lifetime#PARENT} its standard input is a pipe that ends when this JVM does
     * @throws EmbeddedServerException when the operating system does not start it
     */
    public static ServerProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path workingDirectory,
            Path log,
            Lifetime lifetime) {
        List<String> line = new ArrayList<>(lifetime == Lifetime.DETACHED ? ownSession() : List.of());
        line.addAll(command);
        try {
            long logStart = LogTail.prepare(log);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (lifetime == Lifetime.DETACHED) {
                builder.redirectInput(NO_INPUT.toFile());
            }
            builder.environment().putAll(environment);
            return new ServerProcess(name, builder.start(), log, logStart);
        } catch (IOException e) {
            throw new EmbeddedServerException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** setsid replaces itself by the command, so the process id stays that of the server; without it Ctrl-C is ignored. */
    private static List<String> ownSession() {
        return onPath("setsid")
                ? List.of("setsid")
                : List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "detached");
    }

    static boolean onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** The operating system's handle of the process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that this process wrote. */
    public String logTail() {
        return LogTail.of(log, logStart, QUOTED_LINES);
    }

    /**
     * Waits until the server is ready.
     *
     * @throws EmbeddedServerException when it exits or the time is over; quotes the end of the log
     */
    public void awaitReady(BooleanSupplier ready, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new EmbeddedServerException("%s stopped while starting (exit status %d); %s"
                        .formatted(name, process.exitValue(), logTail()));
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServerException(
                        "%s is not ready after %d s; %s".formatted(name, timeout.toSeconds(), logTail()));
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while waiting for " + name, e);
        }
    }

    /** Kills the process at once and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await(process.toHandle(), KILL_WAIT);
    }

    /**
     * Sends a signal, by its short name such as INT.
     *
     * @throws EmbeddedServerException when the signal cannot be sent to a process that runs
     */
    public static void signal(ProcessHandle target, String signal) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + target.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(KILL_WAIT.toSeconds(), TimeUnit.SECONDS) || (kill.exitValue() != 0 && target.isAlive())) {
                throw new EmbeddedServerException(
                        "signal %s cannot be sent to process %d".formatted(signal, target.pid()));
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("signal %s cannot be sent".formatted(signal), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while sending a signal", e);
        }
    }

    /** Waits until the process has ended; false when the time is over before. */
    public static boolean await(ProcessHandle target, Duration timeout) {
        try {
            target.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !target.isAlive();
        }
    }
}

package org.openstrawberry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server in processes of its own, with one user and one database. Its data survive stop, kill and start. */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The user, the owner of everything. */
    public static final String USER = "strawberry";

    /** Its password; the server listens on the loopback address only. */
    public static final String PASSWORD = "strawberry";

    /** The database. */
    public static final String DATABASE = "strawberry";

    private static final String NAME = "PostgreSQL";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ORPHAN_TIMEOUT = Duration.ofSeconds(10);
    /** postmaster.pid: the process in the first line, the state in the eighth, as pg_ctl reads them. */
    private static final int STATE_LINE = 7;

    private final PostgresSettings settings;
    private final int port;
    private final Path data;
    private final Path binaries;
    private ServerProcess process;
    private @Nullable ParentWatch watch;

    private EmbeddedPostgres(PostgresSettings settings, int port) {
        this.settings = settings;
        this.port = port;
        this.data = settings.dataDirectory().toAbsolutePath().normalize();
        LocalPorts.requireFree(port, NAME);
        this.binaries = PostgresBinaries.unpack(settings.binariesCache());
        this.process = spawn();
    }

    /**
     * Starts a server and waits until it accepts connections; makes its data first when there are none.
     *
     * @throws EmbeddedServerException when it does not get ready; the message quotes its log
     */
    public static EmbeddedPostgres start(PostgresSettings settings) {
        EmbeddedPostgres postgres = launch(settings);
        postgres.awaitReady();
        return postgres;
    }

    /**
     * Starts a server without waiting for more than its data to be made.
     *
     * @throws EmbeddedServerException when the port is in use or the process cannot be started
     */
    public static EmbeddedPostgres launch(PostgresSettings settings) {
        return new EmbeddedPostgres(settings, settings.port() == 0 ? LocalPorts.findFree() : settings.port());
    }

    /** Waits until the server accepts connections; kills it when that fails. */
    public void awaitReady() {
        try {
            process.awaitReady(this::isReady, settings.startTimeout());
        } catch (EmbeddedServerException e) {
            kill();
            throw e;
        }
    }

    private ServerProcess spawn() {
        LocalPorts.requireFree(port, NAME);
        try {
            Files.createDirectories(data.getParent());
            new PostgresCluster(binaries, settings.log()).createIn(data);
        } catch (IOException e) {
            throw new EmbeddedServerException("PostgreSQL's directory " + data + " cannot be prepared", e);
        }
        List<String> command = new ArrayList<>(UnprivilegedCommand.prefix(binaries, data));
        command.add(binaries.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString()));
        PostgresParameters.of(settings, port)
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        ServerProcess started = ServerProcess.start(NAME, command, Map.of(), settings.log(), settings.lifetime());
        if (settings.lifetime() == Lifetime.PARENT) {
            watch = ParentWatch.over(started.handle());
        }
        return started;
    }

    /** Whether the server accepts connections. */
    public boolean isReady() {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() > STATE_LINE
                    && lines.getFirst().strip().equals(Long.toString(handle().pid()))
                    && lines.get(STATE_LINE).strip().equals("ready");
        } catch (IOException e) {
            // Not written yet, or just being replaced.
            return false;
        }
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(LocalPorts.LOOPBACK, port, DATABASE);
    }

    /** The user to connect as. */
    public String user() {
        return USER;
    }

    /** The user's password. */
    public String password() {
        return PASSWORD;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The server's first process, the parent of the others. */
    public ProcessHandle handle() {
        return process.handle();
    }

    /** The last lines of the server's log. */
    public String logTail() {
        return process.logTail();
    }

    /** Whether the server's first process runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Stops the server in good order: open transactions are rolled back, connections closed. */
    public void stop() {
        stop(process.handle(), STOP_TIMEOUT);
        endWatch();
    }

    /**
     * Stops a server that this or another JVM started.
     *
     * @return whether it stopped by itself, and was not killed after the time-out
     */
    public static boolean stop(ProcessHandle server, Duration timeout) {
        if (server.isAlive()) {
            // The fast shutdown; the one of SIGTERM would wait for all clients to leave.
            ServerProcess.signal(server, "INT");
        }
        if (ServerProcess.await(server, timeout)) {
            return true;
        }
        killAll(server);
        return false;
    }

    /** Kills the server without warning, as {@code kill -9} of its first process does. */
    public void kill() {
        killAll(process.handle());
        endWatch();
    }

    private static void killAll(ProcessHandle server) {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        ServerProcess.await(server, ORPHAN_TIMEOUT);
        // They notice that their parent is gone and leave; a start before that would be refused.
        for (ProcessHandle child : children) {
            if (!ServerProcess.await(child, ORPHAN_TIMEOUT)) {
                child.destroyForcibly();
            }
        }
    }

    private void endWatch() {
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }

    /** Starts again, on the same port and data, after {@link #stop} or {@link #kill}; stops first what runs. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        endWatch();
        process = spawn();
        awaitReady();
    }

    @Override
    public void close() {
        stop();
    }
}

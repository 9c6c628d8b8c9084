package org.openstrawberry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a database cluster with our user and database: all of it or nothing. */
final class PostgresCluster {
    private static final int STEP_SECONDS = 60;

    private final Path binaries;
    private final Path log;

    PostgresCluster(Path binaries, Path log) {
        this.binaries = binaries;
        this.log = log;
    }

    /** Makes the cluster unless the folder already holds one. */
    void createIn(Path data) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = data.resolveSibling(data.getFileName() + ".initializing");
        Path passwordFile = data.resolveSibling(data.getFileName() + ".password");
        Directories.delete(fresh);
        Files.createDirectories(fresh);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, EmbeddedPostgres.PASSWORD, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
        List<String> user = UnprivilegedCommand.prefix(binaries, fresh);
        try {
            run(user, "", initdb(fresh, passwordFile));
            run(
                    user,
                    "CREATE DATABASE " + EmbeddedPostgres.DATABASE + "\n",
                    List.of(program("postgres"), "--single", "-D", fresh.toString(), "postgres"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Directories.delete(data);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> initdb(Path data, Path passwordFile) {
        return List.of(
                program("initdb"),
                "-D",
                data.toString(),
                "--username=" + EmbeddedPostgres.USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                // The first checkpoint of the server writes it all to the disk.
                "--no-sync",
                "--no-instructions");
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private void run(List<String> user, String input, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(user);
        line.addAll(command);
        long logStart = LogTail.prepare(log);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        try {
            if (!process.waitFor(STEP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EmbeddedServerException("PostgreSQL's data cannot be made with " + command.getFirst() + "; "
                        + LogTail.of(log, logStart, 20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new EmbeddedServerException("interrupted while making PostgreSQL's data", e);
        }
    }
}

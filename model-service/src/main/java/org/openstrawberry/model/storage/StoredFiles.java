package org.openstrawberry.model.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes files so that after a crash there is the whole new one or the whole old one. */
public final class StoredFiles {
    private static final String UNFINISHED = ".unfinished";

    private StoredFiles() {}

    /** What is written into a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file of any name in the place of the one there is, and waits until the disk has it.
     *
     * @return SHA-256 of the content, in hexadecimal digits
     */
    public static String write(Path file, Content content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of a file, in hexadecimal digits. */
    public static String checksum(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of bytes, in hexadecimal digits. */
    public static String checksum(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package org.openstrawberry.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The end of a log file, for error messages. */
public final class LogTail {
    private static final int MAX_BYTES = 64 * 1024;
    private static final long ROTATE_BYTES = 32L * 1024 * 1024;

    private LogTail() {}

    /**
     * The last lines of a log, written at or after a position; a sentence that says so when there are none.
     *
     * @param fromByte where the present process began to write
     */
    public static String of(Path log, long fromByte, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(fromByte, file.length() - MAX_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            if (all.isEmpty()) {
                return "(its log " + log + " is empty)";
            }
            return "the end of " + log + ":\n  "
                    + String.join("\n  ", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Makes the log's folder, and moves a log that has grown large aside, keeping one old one. Returns the log's size. */
    public static long prepare(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (!Files.exists(log)) {
            return 0;
        }
        if (Files.size(log) < ROTATE_BYTES) {
            return Files.size(log);
        }
        Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }
}

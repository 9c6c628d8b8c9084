package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A component's classes as the JVM stored them when it last stopped (class data sharing): the next start then takes about
 * half the processor time. An archive of other classes or of another JVM is ignored and replaced by the JVM itself.
 */
final class ClassArchive {
    private static final int MAGIC_BYTES = 4;

    private ClassArchive() {}

    /**
     * Options of the JVM.
     *
     * @param component whose classes they are
     * @param writes whether this process renews the archive when it stops; only one of several like it may
     */
    static List<String> options(StackHome home, String component, boolean writes) {
        Path archive = home.classArchive(component);
        try {
            Files.createDirectories(archive.getParent());
            deleteUnfinished(archive);
        } catch (IOException e) {
            throw new StackException("the folder " + archive.getParent() + " cannot be used: " + e.getMessage(), e);
        }
        String file = "-XX:SharedArchiveFile=" + archive;
        if (writes) {
            // Silent, since the archive is not there yet at the first start.
            return List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-XX:+AutoCreateSharedArchive", file);
        }
        // Without the option above a JVM does not start when its archive is missing.
        return Files.exists(archive) ? List.of("-Xshare:auto", "-Xlog:cds=off", file) : List.of();
    }

    /** The JVM writes the head of the file last. Killed before, it leaves zeros there, and would never try again. */
    private static void deleteUnfinished(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            return;
        }
        byte[] head;
        try (InputStream stream = Files.newInputStream(archive)) {
            head = stream.readNBytes(MAGIC_BYTES);
        }
        if (head.length < MAGIC_BYTES || Arrays.equals(head, new byte[MAGIC_BYTES])) {
            Files.delete(archive);
        }
    }
}

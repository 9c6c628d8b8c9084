package org.openstrawberry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL refuses to run as root. Where this JVM is root (a container), what to put before the command so that it is not. */
final class UnprivilegedCommand {
    private static final int PROBE_SECONDS = 10;
    /** In a user namespace of its own a process is nobody for itself, and still the owner of our files for the kernel. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    private UnprivilegedCommand() {}

    /**
     * The words to put before the command; none when this JVM is not root.
     *
     * @param programs the folder of the programs, which the other user must be able to reach
     * @param data the folder to hand to the other user, where there has to be one
     * @throws EmbeddedServerException when there is no way to run as somebody else
     */
    static List<String> prefix(Path programs, Path data) {
        if (!isRoot()) {
            return List.of();
        }
        if (works(NAMESPACE, "true")) {
            return NAMESPACE;
        }
        if (works(NOBODY, "test", "-x", programs.resolve("bin/postgres").toString())
                && works(List.of(), "chown", "-R", "65534:65534", data.toString())
                && works(NOBODY, "test", "-w", data.toString())) {
            return NOBODY;
        }
        throw new EmbeddedServerException("PostgreSQL does not run as root, and neither a user namespace (unshare -U)"
                + " nor the user nobody can run it here: " + programs + " and " + data
                + " are out of that user's reach; start as an ordinary user");
    }

    private static boolean isRoot() {
        try {
            return Files.exists(Path.of("/proc/self"))
                    ? Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
                    : "root".equals(System.getProperty("user.name"));
        } catch (IOException e) {
            throw new EmbeddedServerException("the user of this process is unknown", e);
        }
    }

    private static boolean works(List<String> prefix, String... command) {
        List<String> line = new java.util.ArrayList<>(prefix);
        line.addAll(List.of(command));
        if (!ServerProcess.onPath(line.getFirst())) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while looking for an ordinary user", e);
        }
    }
}

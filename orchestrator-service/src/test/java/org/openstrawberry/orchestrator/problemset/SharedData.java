package org.openstrawberry.orchestrator.problemset;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the public data files: in the folder that the system property {@code strawberry.data} names, else in
 * {@code shared/data} beside the repository.
 */
public final class SharedData {
    private SharedData() {}

    /** The file of that name, which may be absent. */
    public static Path file(String name) {
        String folder = System.getProperty("strawberry.data");
        return (folder != null ? Path.of(folder) : besideTheRepository()).resolve(name);
    }

    private static Path besideTheRepository() {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.isDirectory(root.resolve(".mvn"))) {
            root = root.getParent();
        }
        return root.resolveSibling("shared").resolve("data");
    }
}

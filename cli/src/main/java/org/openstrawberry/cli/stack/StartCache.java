package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a component's JVM learned in a training run: its classes, loaded and linked, and which methods are hot. With it a
 * service starts in less than half the time and soon runs at full speed. A cache belongs to the very jars it was made
 * with; the JVM passes over one that does not fit.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 * @see <a href="https://openjdk.org/jeps/515">JEP 515: Ahead-of-Time Method Profiling</a>
 */
final class StartCache {
    private StartCache() {}

    /** Options of the JVM of a component. */
    static List<String> options(StackHome home, String component) {
        Path cache = home.startCache(component);
        return switch (home.caches()) {
            case TRAIN -> List.of("-XX:AOTCacheOutput=" + unfinished(cache), "-Xlog:aot=off");
            // A cache of older jars is no news for the user: the service starts without it.
            case READ ->
                Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off") : List.of();
        };
    }

    /** Makes ready for training. */
    static void prepare(StackHome home) {
        Path folder = home.startCaches();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackException("the folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Puts the cache that a component's process has written in place of the old one.
     *
     * @return whether there was a new one
     */
    static boolean adopt(StackHome home, String component) {
        Path cache = home.startCache(component);
        try {
            if (!Files.exists(unfinished(cache))) {
                return false;
            }
            Files.move(unfinished(cache), cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new StackException("the cache " + cache + " cannot be put in place: " + e.getMessage(), e);
        }
    }

    private static Path unfinished(Path cache) {
        return cache.resolveSibling(cache.getFileName() + ".new");
    }
}

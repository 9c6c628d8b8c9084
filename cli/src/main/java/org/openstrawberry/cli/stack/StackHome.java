package org.openstrawberry.cli.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a stack keeps its things.
 *
 * @param root of the repository, where the built services are
 * @param directory of this stack's data, logs and pid files
 * @param caches what its processes do with the caches that let them start quickly
 */
public record StackHome(Path root, Path directory, CacheUse caches) {
    private static final String OVERRIDE = "STRAWBERRY_HOME";

    /** {@code .strawberry} below the root or what STRAWBERRY_HOME says; each port base has a folder of its own in it. */
    public static StackHome of(Path root, Map<String, String> environment, PortPlan ports) {
        String override = environment.getOrDefault(OVERRIDE, "");
        Path home = override.isBlank() ? root.resolve(".strawberry") : Path.of(override);
        OptionalInt base = ports.base();
        Path directory = base.isPresent() ? home.resolve("ports-" + base.getAsInt()) : home;
        return new StackHome(root.toAbsolutePath(), directory.toAbsolutePath(), CacheUse.READ);
    }

    /** A stack that is started to train the caches, with its data in a folder of its own. */
    static StackHome training(Path root, Path directory) {
        return new StackHome(root.toAbsolutePath(), directory.toAbsolutePath(), CacheUse.TRAIN);
    }

    /** The log of a component. */
    public Path log(String component) {
        return directory.resolve("logs").resolve(component + ".log");
    }

    /** The folder of the pid files. */
    public Path processes() {
        return directory.resolve("run");
    }

    /** The file whose lock is held while the stack starts or stops. */
    public Path lock() {
        return directory.resolve("run").resolve("lock");
    }

    /** The folder of the start caches. They belong to the build, so all stacks of the repository share them. */
    Path startCaches() {
        return root.resolve("cli/target/start-cache");
    }

    /** The start cache of a component. */
    Path startCache(String component) {
        return startCaches().resolve(component + ".aot");
    }

    /** Kafka's data. */
    public Path kafka() {
        return directory.resolve("kafka");
    }

    /** PostgreSQL's data. */
    public Path postgres() {
        return directory.resolve("postgres");
    }

    /** The model service's files, jobs and models. */
    public Path model() {
        return directory.resolve("model");
    }

    /** The broker's jars. */
    public Path brokerLibrary() {
        return root.resolve("embedded-servers/target/broker-lib");
    }

    /** What a service's build leaves to be started. */
    public Path application(ServiceKind kind) {
        return root.resolve(kind.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}

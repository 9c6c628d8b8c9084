package org.openstrawberry.cli.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a stack keeps its things.
 *
 * @param root of the repository, where the built services are
 * @param directory of this stack's data, logs and pid files
 */
public record StackHome(Path root, Path directory) {
    private static final String OVERRIDE = "STRAWBERRY_HOME";

    /** {@code .strawberry} below the root or what STRAWBERRY_HOME says; each port base has a folder of its own in it. */
    public static StackHome of(Path root, Map<String, String> environment, PortPlan ports) {
        String override = environment.getOrDefault(OVERRIDE, "");
        Path home = override.isBlank() ? root.resolve(".strawberry") : Path.of(override);
        OptionalInt base = ports.base();
        Path directory = base.isPresent() ? home.resolve("ports-" + base.getAsInt()) : home;
        return new StackHome(root.toAbsolutePath(), directory.toAbsolutePath());
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

    /** Where a component's JVM keeps its classes for a quicker start. */
    public Path classArchive(String component) {
        return directory.resolve("cache").resolve(component + ".jsa");
    }

    /** Kafka's data. */
    public Path kafka() {
        return directory.resolve("kafka");
    }

    /** PostgreSQL's data. */
    public Path postgres() {
        return directory.resolve("postgres");
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

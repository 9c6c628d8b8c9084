package org.openstrawberry.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of the broker's JVM: jars that the build copies beside this module, kept away from everyone else's. */
final class BrokerClassPath {
    private static final String FOLDER = "broker-lib";

    private BrokerClassPath() {}

    /** Beside this module's classes or jar, where its build puts the jars. */
    static Path defaultLibrary() {
        return ownLocation().resolveSibling(FOLDER);
    }

    /**
     * The jars of a folder, in the order of their names, and this module.
     *
     * @throws EmbeddedServerException when the folder has none
     */
    static String of(Path library) {
        return Stream.concat(jars(library).stream(), Stream.of(ownLocation()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(Path library) {
        if (Files.isDirectory(library)) {
            try (Stream<Path> files = Files.list(library)) {
                List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
                if (!jars.isEmpty()) {
                    return jars;
                }
            } catch (IOException e) {
                throw new EmbeddedServerException("the broker's jars in " + library + " cannot be listed", e);
            }
        }
        throw new EmbeddedServerException("the broker's jars are missing in " + library
                + "; they are put there by: mvn -pl embedded-servers process-resources");
    }

    private static Path ownLocation() {
        CodeSource source = BrokerClassPath.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new EmbeddedServerException("the location of the module embedded-servers is unknown");
        }
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new EmbeddedServerException("the module embedded-servers is at an odd place", e);
        }
    }
}

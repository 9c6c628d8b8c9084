package org.openstrawberry.cli.command;

import java.nio.file.Path;
import java.util.Map;
import org.openstrawberry.cli.report.Terminal;

/**
 * What a command finds around it.
 *
 * @param root of the repository
 * @param workingDirectory where the user called
 * @param environment of the process
 */
public record CliContext(Path root, Path workingDirectory, Map<String, String> environment, Terminal terminal) {
    /** Copies the environment. */
    public CliContext {
        environment = Map.copyOf(environment);
    }
}

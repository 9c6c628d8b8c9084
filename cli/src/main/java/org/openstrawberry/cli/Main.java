package org.openstrawberry.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.openstrawberry.cli.command.CliContext;
import org.openstrawberry.cli.command.StrawberryCommand;
import org.openstrawberry.cli.report.Terminal;

/** The JVM behind the script {@code strawberry}. */
public final class Main {
    private static final int DEFAULT_WIDTH = 100;

    private Main() {}

    /**
     * Runs one command.
     *
     * <p>The script says in system properties where the repository is ({@code strawberry.root}), whether a person looks
     * at the output ({@code strawberry.terminal}) and how wide a line is ({@code strawberry.width}).
     */
    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("strawberry.terminal"),
                Integer.getInteger("strawberry.width", DEFAULT_WIDTH));
        Path workingDirectory = Path.of("").toAbsolutePath();
        String root = System.getProperty("strawberry.root", workingDirectory.toString());
        CliContext context = new CliContext(Path.of(root), workingDirectory, System.getenv(), terminal);
        System.exit(StrawberryCommand.commandLine(context).execute(arguments));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}

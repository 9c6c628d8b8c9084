package org.openstrawberry.cli.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.openstrawberry.cli.client.ApiException;
import org.openstrawberry.cli.client.ConnectionException;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.stack.StackException;
import org.openstrawberry.embedded.EmbeddedServerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command above all commands. */
@Command(
        name = "strawberry",
        mixinStandardHelpOptions = true,
        version = "Open Strawberry 0.1.0",
        sortOptions = false,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Turns problems with known answers into reasoning traces.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%n",
        footer = {
            "Besides these, the script itself understands:",
            "  test        runs everything that must pass; needs no running stack",
            "  build       builds the stack; the other commands do it when something changed",
            "  train-base  trains the micro model that is shipped, from nothing, in some minutes",
            "",
            "Exit status: 0 success, 1 the work was done and something of it failed, 2 misuse or system error."
        })
public final class StrawberryCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final GlobalOptions global;

    private StrawberryCommand(GlobalOptions global) {
        this.global = global;
    }

    /** The command line with all commands. */
    public static CommandLine commandLine(CliContext context) {
        GlobalOptions global = new GlobalOptions(context);
        Terminal terminal = context.terminal();
        CommandLine line = new CommandLine(new StrawberryCommand(global))
                .addSubcommand(new UpCommand(global))
                .addSubcommand(new DownCommand(global))
                .addSubcommand(new StatusCommand(global))
                .addSubcommand(new RunCommand(global))
                .addSubcommand(new SolveCommand(global))
                .addSubcommand(new ReportCommand(global))
                .addSubcommand(new ModelsCommand(global))
                .addSubcommand(new TrainCommand(global));
        return line.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.max(80, Math.min(terminal.width(), 120)))
                .setUsageHelpAutoWidth(false)
                .setExecutionExceptionHandler((exception, command, result) -> explain(exception, terminal));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int explain(Exception exception, Terminal terminal) {
        if (exception instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
            // Ctrl-C: whoever pressed it knows.
            return ExitCode.INTERRUPTED;
        }
        switch (exception) {
            // What these say is written for the person at the terminal.
            case ApiException _,
                    ConnectionException _,
                    StackException _,
                    EmbeddedServerException _,
                    IllegalArgumentException _ -> terminal.error(String.valueOf(exception.getMessage()));
            default -> {
                terminal.error("unexpected: " + exception);
                exception.printStackTrace(terminal.err());
            }
        }
        return ExitCode.ERROR;
    }
}

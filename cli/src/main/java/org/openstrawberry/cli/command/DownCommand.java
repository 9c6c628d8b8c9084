package org.openstrawberry.cli.command;

import java.util.concurrent.Callable;
import org.openstrawberry.cli.report.Terminal;
import picocli.CommandLine.Command;

/** {@code strawberry down}. */
@Command(
        name = "down",
        description = "Stops the services, then Kafka and PostgreSQL. The data stay; runs go on at the next 'up'.")
final class DownCommand implements Callable<Integer> {
    private final GlobalOptions global;

    DownCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() {
        Terminal terminal = global.context().terminal();
        int stopped = global.stack().down();
        terminal.print(stopped == 0 ? "Nothing was running." : "Down.");
        return ExitCode.SUCCESS;
    }
}

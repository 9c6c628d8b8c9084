package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.cli.report.ModelTable;
import org.openstrawberry.cli.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code strawberry models}. */
@Command(
        name = "models",
        description =
                "Lists the providers of models, whether each can be used, and which variable it still needs. Starts"
                        + " the stack when it is not up.")
final class ModelsCommand implements Callable<Integer> {
    private final GlobalOptions global;

    @Option(names = "--json", description = "What the server says, unchanged.")
    private boolean json;

    ModelsCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() {
        Terminal terminal = global.context().terminal();
        JsonNode answer = new RunningStack(global, json).api().get("/api/models");
        terminal.print(json ? Json.pretty(answer) : ModelTable.of(answer.path("providers")));
        return ExitCode.SUCCESS;
    }
}

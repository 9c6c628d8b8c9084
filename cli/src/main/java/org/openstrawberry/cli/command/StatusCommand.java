package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.cli.report.StatusTable;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.stack.ComponentStatus;
import org.openstrawberry.cli.stack.Stack;
import picocli.CommandLine.Command;

/** {@code strawberry status}. */
@Command(
        name = "status",
        description = "Shows the processes, their ports and health, and the runs in progress. Exits with 0 when all are"
                + " ready, with 1 when not.")
final class StatusCommand implements Callable<Integer> {
    private final GlobalOptions global;

    StatusCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() {
        Terminal terminal = global.context().terminal();
        Optional<String> remote = global.remote();
        if (remote.isPresent()) {
            runs(new Api(remote.get()), terminal);
            return ExitCode.SUCCESS;
        }
        Stack stack = global.stack();
        List<ComponentStatus> components = stack.status();
        terminal.print(StatusTable.of(components));
        if (stack.isUp()) {
            runs(new Api(stack.url()), terminal);
        }
        boolean allReady = components.stream().allMatch(one -> one.state() == ComponentStatus.State.READY);
        return allReady ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    private static void runs(Api api, Terminal terminal) {
        List<RunView> active = items(api.get("/api/runs")).stream()
                .map(RunView::of)
                .filter(run -> !run.isOver())
                .toList();
        terminal.print("");
        terminal.print(active.isEmpty() ? "No run in progress." : "Runs in progress:");
        for (RunView run : active) {
            terminal.print("  %s  %-8s %d of %d traces finished  %s"
                    .formatted(run.id(), run.status(), run.finished(), run.traces(), run.model()));
        }
    }

    /** The list, be it the answer itself or its field {@code items}. */
    private static List<JsonNode> items(JsonNode answer) {
        JsonNode list = answer.isArray() ? answer : answer.path("items");
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}

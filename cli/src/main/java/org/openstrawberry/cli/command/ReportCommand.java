package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.cli.report.RunReport;
import org.openstrawberry.cli.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strawberry report}. */
@Command(
        name = "report",
        description = "Prints what is known of a run: how traces ended, verdicts, accuracy with its interval, pass@k,"
                + " tokens, cost, speed. Exits with 1 when the run is over and something failed.")
final class ReportCommand implements Callable<Integer> {
    private final GlobalOptions global;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(names = "--json", description = "What the server says, unchanged.")
    private boolean json;

    ReportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() {
        Terminal terminal = global.context().terminal();
        JsonNode answer = global.api().get("/api/runs/" + Paths.segment(run));
        RunView view = RunView.of(answer);
        terminal.print(json ? Json.pretty(answer) : RunReport.of(view, Instant.now()));
        return view.isOver() && !RunReport.isSuccess(view) ? ExitCode.FAILURE : ExitCode.SUCCESS;
    }
}

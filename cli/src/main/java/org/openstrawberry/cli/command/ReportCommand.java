package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.cli.report.CriticReport;
import org.openstrawberry.cli.report.RunReport;
import org.openstrawberry.cli.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strawberry report}. */
@Command(
        name = "report",
        description =
                "Prints what is known of a run: how traces ended, verdicts, accuracy with its interval, pass@k,"
                        + " tokens, cost, speed, and what its critics are worth. Exits with 1 when the run is over and something failed.")
final class ReportCommand implements Callable<Integer> {
    private final GlobalOptions global;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(
            names = "--compare",
            paramLabel = "RUN",
            description = "Another run over the same problems, without a verifier, say: what this one gained.")
    private @Nullable String other;

    @Option(names = "--json", description = "What the server says, unchanged; with --compare that about the critics.")
    private boolean json;

    ReportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() {
        Terminal terminal = global.context().terminal();
        JsonNode answer = global.api().get("/api/runs/" + Paths.segment(run));
        RunView view = RunView.of(answer);
        if (!json) {
            terminal.print(RunReport.of(view, Instant.now()));
        }
        if (other != null || (view.isCritiqued() && !json)) {
            JsonNode critic = global.api().get(criticPath());
            terminal.print(
                    json
                            ? Json.pretty(critic)
                            : "  critic" + System.lineSeparator() + CriticReport.of(critic, view.currency()));
        } else if (json) {
            terminal.print(Json.pretty(answer));
        }
        return view.isOver() && !RunReport.isSuccess(view) ? ExitCode.FAILURE : ExitCode.SUCCESS;
    }

    private String criticPath() {
        String path = "/api/runs/" + Paths.segment(run) + "/critic";
        return other == null ? path : path + "?compareWith=" + Paths.segment(other);
    }
}

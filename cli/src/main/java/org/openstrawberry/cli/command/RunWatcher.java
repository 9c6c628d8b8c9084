package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.cli.report.ProgressLine;
import org.openstrawberry.cli.report.Terminal;

/** Follows a run to its end and shows its progress. */
final class RunWatcher {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PLAIN_LINE_EVERY = Duration.ofSeconds(5);

    private final PatientApi api;
    private final Terminal terminal;
    private final boolean showProgress;
    private final ProgressLine line = new ProgressLine();
    private Instant lastPlainLine = Instant.EPOCH;

    RunWatcher(PatientApi api, Terminal terminal, boolean showProgress) {
        this.api = api;
        this.terminal = terminal;
        this.showProgress = showProgress;
    }

    /** Returns what the server says when the run is over. */
    JsonNode follow(String id) throws InterruptedException {
        try (CtrlC _ = CtrlC.then(() ->
                System.err.println("%nThe run goes on. ./strawberry report %s says how it stands.".formatted(id)))) {
            while (true) {
                JsonNode answer = api.get("/api/runs/" + Paths.segment(id));
                RunView run = RunView.of(answer);
                if (run.isOver()) {
                    return answer;
                }
                show(run, Instant.now());
                Thread.sleep(POLL);
            }
        }
    }

    private void show(RunView run, Instant now) {
        if (!showProgress) {
            return;
        }
        String text = line.update(run, now);
        if (terminal.interactive()) {
            terminal.show(text);
        } else if (lastPlainLine.plus(PLAIN_LINE_EVERY).isBefore(now)) {
            terminal.print(text);
            lastPlainLine = now;
        }
    }
}

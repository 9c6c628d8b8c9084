package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.cli.client.TraceView;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.report.TracePrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strawberry solve}. */
@Command(
        name = "solve",
        description =
                "Solves one question and shows the steps as they come. Exits with 0 when the answer is right (or there"
                        + " is one, if none was expected), with 1 when it is wrong or missing.")
final class SolveCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(300);

    private final GlobalOptions global;

    @Parameters(paramLabel = "QUESTION", description = "The problem.")
    private String question = "";

    @Option(names = "--expected", paramLabel = "A", description = "The right answer, for the judge.")
    private @Nullable String expected;

    @Option(names = "--model", required = true, paramLabel = "P:MODEL", description = "Such as openai:gpt-4o-mini.")
    private String model = "";

    @Option(names = "--json", description = "Print only what the server says about the trace at the end, as JSON.")
    private boolean json;

    @Mixin
    private final SamplingOptions sampling = new SamplingOptions();

    SolveCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (question.isBlank()) {
            throw new IllegalArgumentException("the question is empty");
        }
        Terminal terminal = global.context().terminal();
        PatientApi api = new RunningStack(global, json).patientApi();
        // The key lets the question be sent again when its answer was lost on the way.
        Map<String, String> headers =
                Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String id = Json.text(api.post("/api/traces", body(), headers), "id");
        JsonNode last = follow(api, id, terminal);
        TraceView trace = TraceView.of(last);
        terminal.print(json ? Json.pretty(last) : TracePrinter.end(trace));
        return TracePrinter.isSuccess(trace, expected != null) ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        body.put("prompt", question);
        if (expected != null) {
            body.put("groundTruth", expected);
        }
        body.put("model", model);
        sampling.addTo(body);
        return body;
    }

    private JsonNode follow(PatientApi api, String id, Terminal terminal) throws InterruptedException {
        TracePrinter printer = new TracePrinter();
        long begin = System.nanoTime();
        while (true) {
            JsonNode answer = api.get("/api/traces/" + Paths.segment(id));
            TraceView trace = TraceView.of(answer);
            if (!json) {
                printer.newSteps(trace).forEach(terminal::print);
                printer.newCritiques(trace).forEach(terminal::print);
            }
            if (trace.isOver()) {
                return answer;
            }
            if (!json) {
                terminal.show("     %d s"
                        .formatted(Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
            }
            Thread.sleep(POLL);
        }
    }
}

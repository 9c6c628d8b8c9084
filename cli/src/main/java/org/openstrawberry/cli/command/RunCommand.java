package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.cli.client.ForecastView;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.cli.client.ProblemSetView;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.cli.report.ForecastLine;
import org.openstrawberry.cli.report.RunReport;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.contracts.RunMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code strawberry run}. */
@Command(
        name = "run",
        description =
                "Runs a model over a file of problems: imports the file, makes the traces, judges them. Starts the"
                        + " stack when it is not up. Ctrl-C stops the watching, not the run.")
final class RunCommand implements Callable<Integer> {
    private static final String REPLAY = "replay:";

    private final GlobalOptions global;

    @Option(names = "--problems", required = true, paramLabel = "FILE", description = "JSONL, JSON or CSV, also .gz.")
    private Path problems = Path.of("");

    @Option(names = "--model", required = true, paramLabel = "P:MODEL", description = "Such as openai:gpt-4o-mini.")
    private String model = "";

    @Option(names = "--preset", paramLabel = "P", description = "How to read a well-known file, such as gsm8k.")
    private @Nullable String preset;

    @Option(
            names = "--policy",
            paramLabel = "JSON",
            description = "How answers to a new file are compared, such as {\"percent\": \"EXACT\"}.")
    private @Nullable String policy;

    @Option(names = "--mapping", paramLabel = "JSON", description = "Which fields hold what, where no preset fits.")
    private @Nullable String mapping;

    @Option(names = "--strict", description = "Take no problem at all when a line is bad.")
    private boolean strict;

    @Option(names = "--samples", paramLabel = "K", defaultValue = "1", description = "Traces per problem (default: 1).")
    private int samples = 1;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "trace (many turns) or single-shot (one call); trace by default, single-shot for replay: models.")
    private @Nullable String mode;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N problems.")
    private @Nullable Integer limit;

    @Option(names = "--concurrency", paramLabel = "N", description = "At most N traces in flight.")
    private @Nullable Integer concurrency;

    @Option(
            names = "--budget-tokens",
            paramLabel = "N",
            description = "The run stops rather than use more than N input and output tokens.")
    private @Nullable Long budgetTokens;

    @Option(
            names = "--budget-cost",
            paramLabel = "AMOUNT",
            description = "The run stops rather than cost more; needs models of a known price.")
    private @Nullable BigDecimal budgetCost;

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            description = "The campaign that the run belongs to, whose budget it shares.")
    private @Nullable String campaign;

    @Option(names = "--name", paramLabel = "NAME", description = "Of the run.")
    private @Nullable String name;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "The same key starts the same run once.")
    private @Nullable String idempotencyKey;

    @Option(
            names = "--watch",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Show the progress until the end (default); --no-watch returns at once.")
    private boolean watch = true;

    @Option(names = "--json", description = "Print only what the server says about the run, as JSON.")
    private boolean json;

    @Mixin
    private final SamplingOptions sampling = new SamplingOptions();

    RunCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path file = global.context().workingDirectory().resolve(problems);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("there is no readable file " + file);
        }
        // Before the file is sent.
        Optional<RunMode> _ = mode();
        Terminal terminal = global.context().terminal();
        PatientApi api = new RunningStack(global, json).patientApi();
        ProblemSetView set = upload(api, file);
        if (!json) {
            describe(set, terminal);
        }
        ObjectNode body = body(set);
        if (!json) {
            terminal.print(ForecastLine.of(ForecastView.of(api.post("/api/runs/forecast", body, Map.of()))));
        }
        JsonNode created = api.post("/api/runs", body, headers());
        String id = Json.text(created, "id");
        if (!watch) {
            terminal.print(json ? Json.pretty(created) : "Run " + id + " is on its way: ./strawberry report " + id);
            return ExitCode.SUCCESS;
        }
        JsonNode last = new RunWatcher(api, terminal, !json).follow(id);
        RunView run = RunView.of(last);
        terminal.print(json ? Json.pretty(last) : RunReport.of(run, Instant.now()));
        return RunReport.isSuccess(run) ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    private ProblemSetView upload(PatientApi api, Path file) throws InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        if (preset != null) {
            fields.put("preset", preset);
        }
        if (mapping != null) {
            fields.put("mapping", mapping);
        }
        if (policy != null) {
            fields.put("policy", policy);
        }
        fields.put("strict", Boolean.toString(strict));
        return ProblemSetView.of(api.upload("/api/problem-sets", file, fields));
    }

    private static void describe(ProblemSetView set, Terminal terminal) {
        terminal.print("%s, version %s: %,d problems".formatted(set.name(), set.version(), set.problems()));
        if (!set.rejected().isEmpty()) {
            terminal.print(
                    "  %,d lines were not taken:".formatted(set.rejected().size()));
            set.rejected().stream()
                    .limit(5)
                    .forEach(row -> terminal.print("    line " + row.line() + ": " + row.reason()));
        }
    }

    /** Recorded outputs are whole answers, so that only one mode makes sense for them. */
    private Optional<RunMode> mode() {
        if (mode != null) {
            return Optional.of(RunModes.of(mode));
        }
        return model.startsWith(REPLAY) ? Optional.of(RunMode.SINGLE_SHOT) : Optional.empty();
    }

    private ObjectNode body(ProblemSetView set) {
        ObjectNode body = Json.object();
        body.put("problemSet", set.id());
        body.put("model", model);
        body.put("samplesPerProblem", samples);
        mode().ifPresent(its -> body.put("mode", its.name()));
        if (limit != null) {
            body.put("limit", limit);
        }
        if (concurrency != null) {
            body.put("concurrency", concurrency);
        }
        if (name != null) {
            body.put("name", name);
        }
        if (campaign != null) {
            body.put("campaign", campaign);
        }
        if (budgetTokens != null || budgetCost != null) {
            body.set("budget", budget());
        }
        sampling.addTo(body);
        return body;
    }

    private ObjectNode budget() {
        ObjectNode budget = Json.object();
        if (budgetTokens != null) {
            budget.put("tokens", budgetTokens);
        }
        if (budgetCost != null) {
            budget.put("cost", budgetCost);
        }
        return budget;
    }

    /** With a key of its own the request can be sent again when its answer was lost on the way. */
    private Map<String, String> headers() {
        String key = idempotencyKey;
        return Map.of("Idempotency-Key", key == null ? UUID.randomUUID().toString() : key);
    }
}

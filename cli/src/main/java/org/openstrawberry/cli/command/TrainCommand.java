package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.cli.stack.Training;
import picocli.CommandLine.Command;

/** {@code strawberry train}: part of the build, so that the stack starts quickly and is soon at full speed. */
@Command(
        name = "train",
        hidden = true,
        description = "Starts a stack of its own, works with it, and keeps what its JVMs learned for the next starts.")
final class TrainCommand implements Callable<Integer> {
    private static final int PROBLEMS = 500;
    private static final int RUNS = 2;
    private static final String RECORDING = "training";

    private final GlobalOptions global;

    TrainCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() throws InterruptedException {
        CliContext context = global.context();
        Training training = new Training(context.root(), context.environment(), global.quietProgress());
        List<String> trained = training.train(url -> exercise(new PatientApi(new Api(url), () -> {}), context));
        context.terminal().print("Start caches: " + String.join(", ", trained));
        return ExitCode.SUCCESS;
    }

    /** The whole way of a problem: imported, asked, answered from recordings, judged, reported. */
    private static void exercise(PatientApi api, CliContext context) throws InterruptedException {
        String problemSet = Json.text(api.post("/api/problem-sets", problems(), Map.of()), "id");
        RunWatcher watcher = new RunWatcher(api, context.terminal(), false);
        for (int i = 0; i < RUNS; i++) {
            ObjectNode body = Json.object();
            body.put("problemSet", problemSet);
            body.put("model", "replay:" + RECORDING);
            body.put("mode", i == 0 ? "TRACE" : "SINGLE_SHOT");
            body.put("samplesPerProblem", 2);
            watcher.follow(Json.text(api.post("/api/runs", body, key()), "id"));
        }
    }

    private static Map<String, String> key() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static ObjectNode problems() {
        ObjectNode body = Json.object();
        body.put("name", RECORDING);
        ArrayNode problems = body.putArray("problems");
        for (int i = 0; i < PROBLEMS; i++) {
            ObjectNode problem = problems.addObject();
            problem.put(
                    "prompt", "A basket holds %d figs and another one %d. How many figs are that?".formatted(i, 2 * i));
            problem.put("groundTruth", Integer.toString(3 * i));
            ArrayNode outputs = problem.putObject("recordings").putArray(RECORDING);
            outputs.add("<turn_title>Adding</turn_title> %d and %d make %d. <final_answer>%d</final_answer>"
                    .formatted(i, 2 * i, 3 * i, 3 * i));
            outputs.add("Adding them gives \\boxed{%d}, I think. The answer is %d.".formatted(3 * i, 3 * i + i % 2));
        }
        return body;
    }
}

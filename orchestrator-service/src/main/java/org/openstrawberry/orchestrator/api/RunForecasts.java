package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.orchestrator.prompt.PromptSets;
import org.openstrawberry.orchestrator.report.Forecast;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.run.RunRequest;
import org.openstrawberry.orchestrator.trace.RunScript;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;

/** Foretells what runs will use, from their problems, prompts and settings. */
@ApplicationScoped
class RunForecasts {
    /** Prompts are drawn; so many draws make the average. */
    private static final int DRAWS = 20;

    private final RunCosts costs;

    RunForecasts(RunCosts costs) {
        this.costs = costs;
    }

    /** The forecast of a run that was asked for. */
    Forecast of(RunRequest request) {
        return of(
                request.problemSetId(),
                request.problems(),
                request.samplesPerProblem(),
                request.mode(),
                request.settings());
    }

    /** The forecast of a run that has begun. */
    Forecast of(Run run) {
        return of(run.problemSetId, run.problems, run.samplesPerProblem, run.mode, run.settings);
    }

    private Forecast of(UUID set, int problems, int samples, RunMode mode, RunSettings settings) {
        RunScript script = RunScript.of(mode, settings, PromptSets.defaultSet());
        double system = average(seed -> script.systemPrompt(seed).text());
        double next = average(seed -> script.trace(seed, "").prompts().next(1).text());
        Forecast.Sizes sizes =
                new Forecast.Sizes((long) problems * samples, costs.averagePrompt(set, problems), system, next);
        return Forecast.of(mode, settings, sizes);
    }

    private static double average(LongFunction<String> drawn) {
        return LongStream.range(0, DRAWS)
                .mapToObj(drawn)
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .average()
                .orElse(0);
    }
}

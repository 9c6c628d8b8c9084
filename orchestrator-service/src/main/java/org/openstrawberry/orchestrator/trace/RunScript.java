package org.openstrawberry.orchestrator.trace;

import java.time.Duration;
import java.util.Optional;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.orchestrator.prompt.Prompt;
import org.openstrawberry.orchestrator.prompt.PromptSchedule;
import org.openstrawberry.orchestrator.prompt.PromptSet;
import org.openstrawberry.orchestrator.prompt.PromptSettings;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/**
 * What the traces of one run have in common. Immutable, so that it can be kept as long as the run is worked on.
 *
 * @param policy the rules of each trace
 * @param prompts the set to draw from, the user's texts included
 * @param singleShotStyle how mode SINGLE_SHOT asks
 */
public record RunScript(TracePolicy policy, PromptSet prompts, SingleShotStyle singleShotStyle) {

    /**
     * The script of a run with these settings.
     *
     * @throws IllegalArgumentException when the settings contradict the rules; the message says which and why
     */
    public static RunScript of(RunMode mode, RunSettings settings, PromptSet prompts) {
        RunSettings.Limits limits = settings.limits();
        Long seconds = limits.traceSeconds();
        TracePolicy policy = new TracePolicy(
                mode,
                settings.maxTurns(),
                settings.finalCheckEvery(),
                settings.answerOnAnyTurn(),
                limits.traceTokens(),
                null, // settings limit the cost of the run as a whole, see TraceInput.BudgetSpent
                seconds == null ? null : Duration.ofSeconds(seconds),
                settings.verifier().mode(),
                settings.verifier().mostReturns());
        RunSettings.Prompts texts = settings.prompts();
        PromptSettings custom = new PromptSettings(
                Optional.ofNullable(texts.system()), texts.next(), Optional.ofNullable(texts.finalCheck()));
        return new RunScript(policy, prompts.with(custom), texts.singleShotStyle());
    }

    /** The script of one trace of the run. */
    public TraceScript trace(long traceSeed, String problem) {
        return new TraceScript(policy, new PromptSchedule(prompts, traceSeed), problem);
    }

    /** The system text that one trace of the run keeps from its first turn to its last. */
    public Prompt systemPrompt(long traceSeed) {
        PromptSchedule schedule = new PromptSchedule(prompts, traceSeed);
        return switch (policy.mode()) {
            case TRACE -> schedule.system();
            case SINGLE_SHOT -> schedule.singleShot(singleShotStyle);
        };
    }
}

package org.openstrawberry.orchestrator.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.problemset.ProblemDraft;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/** The bodies that start runs, as the interface's description shows them. {@link RunOrderReader} reads them. */
final class RunBodies {
    private RunBodies() {}

    /** A run. */
    @Schema(name = "NewRun")
    record NewRun(
            @Schema(
                    required = true,
                    description = "Id of a problem set, its name (the newest version is meant) or NAME@VERSION",
                    examples = "gsm8k-test")
            String problemSet,

            @Schema(required = true, description = "provider:model", examples = "replay:175b_verification")
            String model,

            @Schema(description = "By default made of the set's name and the model") @Nullable
            String name,

            @Schema(description = "Id of the campaign that the run belongs to, whose budget it shares") @Nullable
            UUID campaign,

            @Schema(defaultValue = "TRACE") RunMode mode,

            @Schema(defaultValue = "1", minimum = "1", maximum = "10000")
            int samplesPerProblem,

            @Schema(description = "Only the first so many problems", minimum = "1") @Nullable
            Integer limit,

            @Schema(defaultValue = "0.3", minimum = "0", maximum = "2")
            double temperature,

            @Schema(minimum = "0.001", maximum = "1") @Nullable
            Double topP,

            @Schema(description = "Most tokens of one reply", defaultValue = "1024", minimum = "1", maximum = "200000")
            int maxTokens,

            @Schema(description = "The same seed makes the same choices; by default drawn")
            long seed,

            @Schema(defaultValue = "50", minimum = "1", maximum = "1000")
            int maxTurns,

            @Schema(defaultValue = "9", minimum = "1", maximum = "1000")
            int finalCheckEvery,

            @Schema(
                    defaultValue = "true",
                    description = "Whether a final answer counts on any turn, or only when it was asked for")
            boolean answerOnAnyTurn,

            @Schema(description = "Most traces in flight", defaultValue = "1024", minimum = "1", maximum = "100000")
            int concurrency,

            @Schema(
                    description = "Most seconds of one model call, retries included",
                    defaultValue = "300",
                    minimum = "1",
                    maximum = "3600")
            int turnTimeoutSeconds,

            Prompts prompts,
            Limits limits,
            Budget budget,
            Verifier verifier) {}

    /** One question. */
    @Schema(name = "NewTrace", description = "One question. Takes the fields of a run that say how it samples, too.")
    record NewTrace(
            @Schema(required = true, examples = "What is 17 * 23?", maxLength = ProblemDraft.MAX_PROMPT_LENGTH)
            String prompt,

            @Schema(nullable = true, examples = "391", description = "Without it the answer stays undecided") @Nullable
            String groundTruth,

            @Schema(defaultValue = "AUTO") AnswerType answerType,

            @Schema(required = true, examples = "openai:gpt-4o-mini")
            String model,

            @Schema(defaultValue = "TRACE") RunMode mode,

            @Schema(defaultValue = "0.3", minimum = "0", maximum = "2")
            double temperature,

            long seed,

            @Schema(defaultValue = "50", minimum = "1", maximum = "1000")
            int maxTurns,

            @Schema(defaultValue = "9", minimum = "1", maximum = "1000")
            int finalCheckEvery,

            Verifier verifier) {}

    /** Prompts in place of the built-in ones. */
    @Schema(name = "Prompts", description = "Prompts in place of the built-in ones")
    record Prompts(
            @Schema(defaultValue = "CHAIN_OF_THOUGHT", description = "How a SINGLE_SHOT run asks")
            SingleShotStyle style,

            @Nullable String system,
            @Schema(maxItems = 200) List<String> next,
            @Nullable String finalCheck) {}

    /** What one trace may use. */
    @Schema(name = "Limits", description = "What one trace may use")
    record Limits(
            @Schema(description = "Input and output tokens", minimum = "1") @Nullable
            Long traceTokens,

            @Schema(description = "Seconds of model time", minimum = "1") @Nullable
            Long traceSeconds) {}

    /** What the run may use. */
    @Schema(
            name = "Budget",
            description = "What the whole run, its critics included, may use; nothing beyond it is ever spent")
    record Budget(
            @Schema(description = "Input and output tokens", minimum = "1") @Nullable
            Long tokens,

            @Schema(
                    type = SchemaType.NUMBER,
                    description = "In the currency of the price table; only for models with a known price",
                    examples = "1.00")
            @Nullable
            BigDecimal cost) {}

    /** Who critiques. */
    @Schema(name = "Verifier", description = "Who critiques, and when")
    record Verifier(
            @Schema(
                    defaultValue = "OFF",
                    description =
                            "OBSERVE stores critiques; FEEDBACK sends a failed one back as the next prompt; GATE has"
                                    + " the window before an answer critiqued and sends the answer back to work when that fails")
            VerifierMode mode,

            @Schema(description = "provider:model; by default the run's own") @Nullable
            String model,

            @Schema(description = "By default 0, with several votes 0.7", minimum = "0", maximum = "2")
            double temperature,

            @Schema(description = "Turns that one critique sees", defaultValue = "3", minimum = "1", maximum = "100")
            int window,

            @Schema(
                    description = "Turns between critiques; 0 makes none by their count. By default 3, but 0 with a"
                            + " probability and in mode GATE",
                    minimum = "0",
                    maximum = "100")
            int every,

            @Schema(
                    description = "Most tokens of one critique",
                    defaultValue = "2048",
                    minimum = "1",
                    maximum = "200000")
            int maxTokens,

            @Schema(
                    description = "Of a critique after each turn, drawn by the run's seed",
                    defaultValue = "0",
                    minimum = "0",
                    maximum = "1")
            @Nullable
            Double probability,

            @Schema(
                    description = "Critics asked about one window, an odd number; more than half of them decide",
                    defaultValue = "1",
                    minimum = "1",
                    maximum = "9")
            int votes,

            @Schema(
                    description = "How often an answer is sent back to work at most; mode GATE only",
                    defaultValue = "2",
                    minimum = "0",
                    maximum = "20")
            int returns,

            @Schema(
                    description =
                            "After so many seconds an answer is accepted whose critique has not come; mode GATE only",
                    defaultValue = "900",
                    minimum = "1",
                    maximum = "86400")
            int timeoutSeconds) {}

    /** Other caps for a run. */
    @Schema(
            name = "NewBudget",
            description = "What is left out stays as it is; null lifts the cap. At least one field is needed")
    record NewBudget(
            @Schema(nullable = true, description = "Input and output tokens", minimum = "1") @Nullable
            Long tokens,

            @Schema(nullable = true, type = SchemaType.NUMBER, examples = "2.50") @Nullable
            BigDecimal cost) {}

    /** The answer to a new run. */
    @Schema(name = "StartedRun")
    record StartedRun(UUID id) {}

    /** The answer to a new trace. */
    @Schema(name = "StartedTrace")
    record StartedTrace(
            UUID id,
            @Schema(description = "The run it belongs to") UUID run) {}
}

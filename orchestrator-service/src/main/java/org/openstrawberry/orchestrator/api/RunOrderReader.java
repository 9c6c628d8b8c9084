package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.prompt.Prompt;
import org.openstrawberry.orchestrator.prompt.PromptSettings;
import org.openstrawberry.orchestrator.trace.TracePolicy;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/** Reads how a run is to sample, notes what is wrong and fills in the defaults. */
@ApplicationScoped
class RunOrderReader {
    static final int MAX_SAMPLES = 10_000;
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_MODEL_LENGTH = 300;
    private static final int MAX_REPLY_TOKENS = 200_000;
    private static final int MAX_CONCURRENCY = 100_000;
    private static final int MAX_TIMEOUT_SECONDS = 3_600;
    private static final int MAX_VERIFIER_TURNS = 100;
    private static final int MAX_VOTES = 9;
    /** At 0 several critics would all say the same. */
    private static final double DEFAULT_VOTERS_TEMPERATURE = 0.7;

    private static final int MAX_RETURNS = 20;
    private static final int MAX_GATE_SECONDS = 86_400;
    private static final String MIN_COST = "0.0000000001";
    private static final String MAX_COST = "1000000000";
    private static final int COST_SCALE = 10;
    /** Whole numbers up to here are the same in every JSON reader. */
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private static final double DEFAULT_TEMPERATURE = 0.3;
    private static final int DEFAULT_REPLY_TOKENS = 1_024;
    private static final int DEFAULT_CONCURRENCY = 1_024;
    private static final int DEFAULT_TIMEOUT_SECONDS = 300;
    private static final int DEFAULT_VERIFIER_TURNS = 3;

    private final LongSupplier seeds;

    RunOrderReader() {
        this(() -> ThreadLocalRandom.current().nextLong(MAX_SAFE_INTEGER));
    }

    /** @param seeds for runs whose body gives none */
    RunOrderReader(LongSupplier seeds) {
        this.seeds = seeds;
    }

    /** Everything but the problem set, which is the caller's to read. */
    RunOrder read(FieldReader reader) {
        String model = reader.requiredText("model", MAX_MODEL_LENGTH);
        RunMode mode = reader.choice("mode", RunMode.class).orElse(RunMode.TRACE);
        return new RunOrder(
                reader.text("name", MAX_NAME_LENGTH),
                model,
                mode,
                reader.integer("samplesPerProblem", 1, MAX_SAMPLES, 1),
                reader.integer("limit", 1, Integer.MAX_VALUE).map(Math::toIntExact),
                settings(reader, mode));
    }

    private RunSettings settings(FieldReader reader, RunMode mode) {
        int maxTurns = reader.integer("maxTurns", 1, TracePolicy.MAX_TURNS_LIMIT, TracePolicy.DEFAULT_MAX_TURNS);
        int finalCheckEvery = reader.integer(
                "finalCheckEvery", 1, TracePolicy.MAX_TURNS_LIMIT, TracePolicy.DEFAULT_FINAL_CHECK_EVERY);
        boolean answerOnAnyTurn = reader.flag("answerOnAnyTurn").orElse(true);
        if (mode == RunMode.TRACE && !answerOnAnyTurn && finalCheckEvery >= maxTurns) {
            reader.reject(
                    "finalCheckEvery",
                    "must be less than maxTurns when answers count only where they are asked for,"
                            + " or no turn could give one");
        }
        return new RunSettings(
                temperature(reader, "temperature", DEFAULT_TEMPERATURE),
                reader.decimal("topP", "0.001", "1").map(Number::doubleValue).orElse(null),
                reader.integer("maxTokens", 1, MAX_REPLY_TOKENS, DEFAULT_REPLY_TOKENS),
                reader.integer("seed", -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER).orElseGet(seeds::getAsLong),
                maxTurns,
                finalCheckEvery,
                answerOnAnyTurn,
                reader.integer("concurrency", 1, MAX_CONCURRENCY, DEFAULT_CONCURRENCY),
                reader.integer("turnTimeoutSeconds", 1, MAX_TIMEOUT_SECONDS, DEFAULT_TIMEOUT_SECONDS),
                prompts(reader.object("prompts")),
                limits(reader.object("limits"), reader.object("budget")),
                verifier(reader.object("verifier"), mode),
                null);
    }

    private static RunSettings.Prompts prompts(FieldReader reader) {
        Optional<String> system = reader.text("system", Prompt.MAX_TEXT_LENGTH);
        List<String> next = reader.texts("next", PromptSettings.MAX_NEXT_PROMPTS, Prompt.MAX_TEXT_LENGTH);
        Optional<String> finalCheck = reader.text("finalCheck", Prompt.MAX_TEXT_LENGTH);
        return new RunSettings.Prompts(
                reader.choice("style", SingleShotStyle.class).orElse(SingleShotStyle.CHAIN_OF_THOUGHT),
                system.orElse(null),
                next,
                finalCheck.orElse(null));
    }

    private static RunSettings.Limits limits(FieldReader limits, FieldReader budget) {
        return new RunSettings.Limits(
                limits.integer("traceTokens", 1, MAX_SAFE_INTEGER).orElse(null),
                limits.integer("traceSeconds", 1, MAX_SAFE_INTEGER).orElse(null),
                tokenCap(budget).orElse(null),
                costCap(budget).orElse(null));
    }

    /** Most tokens of a run. */
    static Optional<Long> tokenCap(FieldReader budget) {
        return budget.integer("tokens", 1, MAX_SAFE_INTEGER);
    }

    /** Most cost of a run. */
    static Optional<BigDecimal> costCap(FieldReader budget) {
        Optional<BigDecimal> cost = budget.decimal("cost", MIN_COST, MAX_COST);
        if (cost.isPresent() && cost.get().stripTrailingZeros().scale() > COST_SCALE) {
            budget.reject("cost", "has more than " + COST_SCALE + " digits after the point");
            return Optional.empty();
        }
        return cost;
    }

    private static RunSettings.Verifier verifier(FieldReader reader, RunMode runMode) {
        VerifierMode mode = reader.choice("mode", VerifierMode.class).orElse(VerifierMode.OFF);
        boolean needsTurns = mode == VerifierMode.FEEDBACK || mode == VerifierMode.GATE;
        if (needsTurns && runMode == RunMode.SINGLE_SHOT) {
            reader.reject("mode", mode + " needs further turns, which a SINGLE_SHOT run does not have");
        }
        Double probability =
                reader.decimal("probability", "0", "1").map(Number::doubleValue).orElse(null);
        // Who asks for critiques in one way does not ask for those of the other ways.
        int every = mode == VerifierMode.GATE || probability != null ? 0 : DEFAULT_VERIFIER_TURNS;
        int votes = votes(reader);
        return new RunSettings.Verifier(
                mode,
                reader.text("model", MAX_MODEL_LENGTH).orElse(null),
                temperature(reader, "temperature", votes == 1 ? 0 : DEFAULT_VOTERS_TEMPERATURE),
                reader.integer("window", 1, MAX_VERIFIER_TURNS, DEFAULT_VERIFIER_TURNS),
                reader.integer("every", 0, MAX_VERIFIER_TURNS, every),
                reader.integer("maxTokens", 1, MAX_REPLY_TOKENS, RunSettings.Verifier.DEFAULT_REPLY_TOKENS),
                probability,
                votes,
                gateField(reader, mode, "returns", 0, MAX_RETURNS, RunSettings.Verifier.DEFAULT_RETURNS),
                gateField(
                        reader,
                        mode,
                        "timeoutSeconds",
                        1,
                        MAX_GATE_SECONDS,
                        RunSettings.Verifier.DEFAULT_TIMEOUT_SECONDS));
    }

    /** An even number could not always decide. */
    private static int votes(FieldReader reader) {
        int votes = reader.integer("votes", 1, MAX_VOTES, 1);
        if (votes % 2 == 0) {
            reader.reject("votes", "must be odd, so that there is a majority");
        }
        return votes;
    }

    /** A setting that only a run in mode GATE has. */
    private static @Nullable Integer gateField(
            FieldReader reader, VerifierMode mode, String field, int min, int max, int otherwise) {
        if (mode != VerifierMode.GATE && reader.has(field)) {
            reader.reject(field, "has a meaning in mode GATE only");
        }
        int value = reader.integer(field, min, max, otherwise);
        return mode == VerifierMode.GATE ? value : null;
    }

    private static double temperature(FieldReader reader, String field, double otherwise) {
        return reader.decimal(field, "0", "2").map(Number::doubleValue).orElse(otherwise);
    }
}

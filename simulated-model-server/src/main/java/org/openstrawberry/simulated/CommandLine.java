package org.openstrawberry.simulated;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options of the process, each {@code --name=value}. */
final class CommandLine {

    static final String HELP = """
            Options, each --name=value:
              port            0 (a free one)
              reply           a fixed reply instead of the reasoning script
              confidence      1     probability of answering when asked whether it is confident
              accuracy        1     probability that a trace ends with the right answer
              pass-rate       1     probability of finding no mistake, as a critic
              answers         FILE  JSON object from (part of) a question to its answer
              pad-words       0     words added to each step
              latency         0     milliseconds: 250 | uniform:100:300 | lognormal:250:0.5:5000
              per-token       0     milliseconds between two pieces of a streamed reply
              seed            1     of delays, faults and the script
              fault-429, fault-500, fault-503, fault-400, fault-401, fault-context,
              fault-cut, fault-cut-body, fault-malformed, fault-no-choices, fault-slow
                              0     probability of each
              retry-after     1     seconds, with 429
              slow            5000  milliseconds added by fault-slow
              require-key           bearer token that requests must carry
              models          simulated   listed at /v1/models, separated by commas
              log-capacity    1000000     requests kept in /_log
              keep-requests   0           requests kept with their bodies""";

    private final Map<String, String> options = new HashMap<>();

    private CommandLine(String[] arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("not an option of the form --name=value: " + argument);
            }
            options.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
    }

    /**
     * The server that the options describe.
     *
     * @throws IllegalArgumentException if an option is unknown or its value is not of its kind
     */
    static SimulatedModelServerBuilder parse(String... arguments) {
        CommandLine line = new CommandLine(arguments);
        SimulatedModelServerBuilder builder = line.build();
        if (!line.options.isEmpty()) {
            throw new IllegalArgumentException("unknown options: " + line.options.keySet());
        }
        return builder;
    }

    private SimulatedModelServerBuilder build() {
        long seed = number("seed", 1);
        SimulatedModelServerBuilder builder = SimulatedModelServer.builder()
                .port((int) number("port", 0))
                .script(script(seed))
                .latency(latency(take("latency", "0")))
                .perToken(Duration.ofMillis(number("per-token", 0)))
                .faults(faults(seed))
                .seed(seed)
                .models(List.of(take("models", "simulated").split(",")))
                .logCapacity((int) number("log-capacity", 1_000_000))
                .keepRequests((int) number("keep-requests", 0));
        String key = take("require-key", "");
        return key.isEmpty() ? builder : builder.requireKey(key);
    }

    private ReplyScript script(long seed) {
        String fixed = take("reply", "");
        ReasoningScript script = ReasoningScript.builder()
                .seed(seed)
                .confidence(fraction("confidence", "1"))
                .accuracy(fraction("accuracy", "1"))
                .passRate(fraction("pass-rate", "1"))
                .padWords((int) number("pad-words", 0))
                .answers(answers(take("answers", "")))
                .build();
        return fixed.isEmpty() ? script : ReplyScript.always(fixed);
    }

    private FaultPlan faults(long seed) {
        long retryAfter = number("retry-after", 1);
        Duration slow = Duration.ofMillis(number("slow", 5000));
        return RandomFaults.seeded(seed)
                .with(Fault.rateLimited(retryAfter), fraction("fault-429", "0"))
                .with(Fault.serverError(), fraction("fault-500", "0"))
                .with(Fault.overloaded(), fraction("fault-503", "0"))
                .with(Fault.badRequest(), fraction("fault-400", "0"))
                .with(Fault.unauthorized(), fraction("fault-401", "0"))
                .with(Fault.contextLength(), fraction("fault-context", "0"))
                .with(Fault.cutBeforeHeaders(), fraction("fault-cut", "0"))
                .with(Fault.cutMidBody(), fraction("fault-cut-body", "0"))
                .with(Fault.malformedJson(), fraction("fault-malformed", "0"))
                .with(Fault.emptyChoices(), fraction("fault-no-choices", "0"))
                .with(new Fault.Slow(slow), fraction("fault-slow", "0"));
    }

    private static Latency latency(String text) {
        String[] parts = text.split(":");
        return switch (parts[0]) {
            case "uniform" -> new Latency.Uniform(millis(parts, 1), millis(parts, 2));
            case "lognormal" -> new Latency.LogNormal(millis(parts, 1), decimal(parts, 2), millis(parts, 3));
            default -> new Latency.Fixed(millis(parts, 0));
        };
    }

    private static Duration millis(String[] parts, int index) {
        return Duration.ofNanos((long) (decimal(parts, index) * 1e6));
    }

    private static double decimal(String[] parts, int index) {
        if (index >= parts.length) {
            throw new IllegalArgumentException("too few values in " + String.join(":", parts));
        }
        return Double.parseDouble(parts[index]);
    }

    private static Map<String, String> answers(String file) {
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return new ObjectMapper().readValue(Files.readString(Path.of(file)), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("answers cannot be read from " + file, e);
        }
    }

    private double fraction(String name, String preset) {
        double value = Double.parseDouble(take(name, preset));
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("--" + name + " is from 0 to 1, not " + value);
        }
        return value;
    }

    private long number(String name, long preset) {
        return Long.parseLong(take(name, Long.toString(preset)));
    }

    private String take(String name, String preset) {
        String value = options.remove(name);
        return value == null ? preset : value;
    }
}

package org.openstrawberry.model.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Fields;
import org.openstrawberry.model.template.ChatMessages;

/** Reads the body of a chat request. What is not supported is refused unless it asks for nothing. */
final class ChatRequestReader {
    private static final int MAX_CHOICES = 128;
    private static final int MAX_STOPS = 4;
    private static final int MAX_STOP = 200;
    private static final int MAX_NAME = 200;
    private static final double LEAST_TOP_P = 1e-6;

    private static final Set<String> READ = Set.of(
            "model",
            "messages",
            "n",
            "seed",
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "logprobs",
            "top_logprobs",
            "stream",
            "stream_options",
            "presence_penalty",
            "frequency_penalty",
            "response_format");

    /** They tell a provider about the caller, or how to serve; nothing in a reply depends on them. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "user",
            "metadata",
            "store",
            "service_tier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "parallel_tool_calls");

    private ChatRequestReader() {}

    static ChatRequest read(Fields body) {
        refuseWhatIsNotSupported(body);
        Optional<Fields> streamOptions = body.object("stream_options");
        boolean stream = body.flag("stream");
        if (streamOptions.isPresent() && !stream) {
            throw ApiException.invalid(
                    "stream_options", "invalid_value", "'stream_options' is only allowed when 'stream' is true.");
        }
        return new ChatRequest(
                body.requiredText("model", MAX_NAME),
                ChatMessages.read(body, "messages"),
                (int) body.integer("n", 1, MAX_CHOICES).orElse(1),
                body.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE)
                        .orElseGet(() -> ThreadLocalRandom.current().nextLong()),
                body.number("temperature", 0, 2).orElse(1),
                Math.max(LEAST_TOP_P, body.number("top_p", 0, 1).orElse(1)),
                maxTokens(body),
                stops(body),
                body.flag("logprobs"),
                stream,
                streamOptions.map(options -> options.flag("include_usage")).orElse(false));
    }

    private static void refuseWhatIsNotSupported(Fields body) {
        for (String name : body.names()) {
            if (!READ.contains(name) && !WITHOUT_EFFECT.contains(name)) {
                throw ApiException.unsupported(name, "Unsupported parameter: '" + name + "' is not supported here.");
            }
        }
        for (String penalty : List.of("presence_penalty", "frequency_penalty")) {
            if (body.number(penalty, -2, 2).orElse(0) != 0) {
                throw ApiException.unsupported(penalty, "Unsupported parameter: '" + penalty + "' must be 0.");
            }
        }
        if (body.integer("top_logprobs", 0, 20).orElse(0) > 0) {
            throw ApiException.unsupported("top_logprobs", "Unsupported parameter: 'top_logprobs' must be 0.");
        }
        Optional<String> format = body.object("response_format").flatMap(fields -> fields.text("type", MAX_NAME));
        if (format.isPresent() && !format.get().equals("text")) {
            throw ApiException.unsupported("response_format", "Unsupported parameter: replies are plain text.");
        }
    }

    private static OptionalInt maxTokens(Fields body) {
        OptionalLong completion = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        OptionalLong all = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        OptionalLong most = completion.isPresent() ? completion : all;
        return most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty();
    }

    private static List<String> stops(Fields body) {
        Optional<JsonNode> given = body.get("stop");
        if (given.isEmpty()) {
            return List.of();
        }
        List<String> stops = new ArrayList<>();
        if (given.get().isTextual()) {
            stops.add(given.get().textValue());
        } else if (given.get().isArray()) {
            for (JsonNode stop : given.get()) {
                if (!stop.isTextual()) {
                    throw body.wrongType("stop", "a string or an array of strings");
                }
                stops.add(stop.textValue());
            }
        } else {
            throw body.wrongType("stop", "a string or an array of strings");
        }
        if (stops.size() > MAX_STOPS || stops.stream().anyMatch(stop -> stop.isEmpty() || stop.length() > MAX_STOP)) {
            throw ApiException.invalid(
                    "stop",
                    "invalid_value",
                    "Invalid 'stop': at most " + MAX_STOPS + " sequences of 1 to " + MAX_STOP + " characters.");
        }
        return stops;
    }
}

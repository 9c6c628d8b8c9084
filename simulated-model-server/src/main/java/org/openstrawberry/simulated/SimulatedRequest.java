package org.openstrawberry.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat request as it arrived.
 *
 * @param number counts the requests, from 1
 * @param path the path it was posted to
 * @param headers by lower-case name
 * @param body the whole body
 * @param messages the conversation in it
 */
public record SimulatedRequest(
        long number, String path, Map<String, List<String>> headers, JsonNode body, List<ChatMessage> messages) {

    /** One message: {@code system}, {@code user} or {@code assistant}, and its text. */
    public record ChatMessage(String role, String content) {}

    /** Keeps what it is given. */
    public SimulatedRequest {
        messages = List.copyOf(messages);
        headers = Map.copyOf(headers);
    }

    /** A header's first value; the name in any case. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** The model asked for; empty text if none. */
    public String model() {
        return body.path("model").asText("");
    }

    /** Whether the reply is to be streamed. */
    public boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    /** Whether a streamed reply ends with its usage. */
    public boolean streamUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /** The most tokens of the reply, by either name of the field. */
    public @Nullable Integer maxTokens() {
        JsonNode limit = body.path("max_completion_tokens");
        JsonNode value = limit.isInt() ? limit : body.path("max_tokens");
        return value.isInt() ? value.intValue() : null;
    }

    /** The system message; empty text if there is none. */
    public String systemMessage() {
        return messages.stream()
                .filter(message -> message.role().equals("system"))
                .map(ChatMessage::content)
                .findFirst()
                .orElse("");
    }

    /** The newest user message; empty text if there is none. */
    public String lastUserMessage() {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .map(ChatMessage::content)
                .findFirst()
                .orElse("");
    }

    /** The first user message, in a trace the problem; empty text if there is none. */
    public String firstUserMessage() {
        return messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(ChatMessage::content)
                .findFirst()
                .orElse("");
    }

    /** How often the model has answered in this conversation. */
    public int assistantTurns() {
        return (int) messages.stream()
                .filter(message -> message.role().equals("assistant"))
                .count();
    }

    /** What the request is made for, from its {@code X-Strawberry-} headers. */
    public CallIdentity identity() {
        return new CallIdentity(
                header("x-strawberry-trace").orElse(null),
                header("x-strawberry-turn").orElse(null),
                header("x-strawberry-attempt").orElse(null));
    }
}

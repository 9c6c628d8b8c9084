package org.openstrawberry.model.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Fields;
import org.openstrawberry.model.template.ChatMessage.Role;

/** Reads messages as requests and training files have them. */
public final class ChatMessages {
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_CONTENT = 200_000;

    private ChatMessages() {}

    /**
     * Reads a list of messages.
     *
     * @throws ApiException if it is missing, empty or malformed, or has a role or content that is not text
     */
    public static List<ChatMessage> read(Fields fields, String name) {
        List<Fields> objects = fields.objects(name, MAX_MESSAGES);
        if (objects.isEmpty()) {
            throw ApiException.invalid(
                    fields.path(name), "empty_array", "Invalid '" + fields.path(name) + "': the array is empty.");
        }
        return objects.stream().map(ChatMessages::message).toList();
    }

    private static ChatMessage message(Fields message) {
        String role = message.requiredText("role", 50);
        return new ChatMessage(
                switch (role) {
                    case "system", "developer" -> Role.SYSTEM;
                    case "user" -> Role.USER;
                    case "assistant" -> Role.ASSISTANT;
                    default ->
                        throw ApiException.invalid(
                                message.path("role"),
                                "unsupported_value",
                                "Invalid value: '" + role + "'. Supported values are: 'system', 'developer', 'user' and"
                                        + " 'assistant'.");
                },
                content(message));
    }

    private static String content(Fields message) {
        JsonNode content = message.get("content").orElseThrow(() -> message.missing("content"));
        StringBuilder text = new StringBuilder();
        if (content.isTextual()) {
            text.append(content.textValue());
        } else if (content.isArray()) {
            for (JsonNode part : content) {
                if (!part.path("type").asText().equals("text")
                        || !part.path("text").isTextual()) {
                    throw ApiException.unsupported(
                            message.path("content"), "Unsupported content: only parts of type 'text' are read.");
                }
                text.append(part.path("text").textValue());
            }
        } else {
            throw message.wrongType("content", "a string or an array of parts");
        }
        if (text.length() > MAX_CONTENT) {
            throw ApiException.invalid(
                    message.path("content"),
                    "string_above_max_length",
                    "Invalid '" + message.path("content") + "': at most " + MAX_CONTENT + " characters are allowed.");
        }
        return text.toString();
    }
}

package org.openstrawberry.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.llm.provider.ScriptedServer.Response;

/** The protocols, from the server's side: 50 tokens in, of them 30 from the cache, 20 out, of them 8 reasoned if told. */
public enum Protocol {
    OPENAI {
        @Override
        public Response whole(String text) {
            return Response.json(200, """
                    {"id": "c", "object": "chat.completion", "model": "served-model", "choices": [{"index": 0,
                     "message": {"role": "assistant", "content": "%s", "reasoning_content": "secret thought", "refusal": null},
                     "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 50, "completion_tokens": 20, "total_tokens": 70,
                               "prompt_tokens_details": {"cached_tokens": 30},
                               "completion_tokens_details": {"reasoning_tokens": 8}}}
                    """.formatted(text));
        }

        @Override
        public Response streamed(String first, String second) {
            String head = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"served-model\",\"choices\":[";
            return Response.events(
                    "{\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}",
                    head + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
                    head
                            + "{\"index\":0,\"delta\":{\"reasoning_content\":\"secret thought\"},\"finish_reason\":null}]}",
                    head + "{\"index\":0,\"delta\":{\"content\":\"" + first + "\"},\"finish_reason\":null}]}",
                    head + "{\"index\":0,\"delta\":{\"content\":\"" + second + "\"},\"finish_reason\":null}]}",
                    head + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                    head + "],\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":20,\"total_tokens\":70,"
                            + "\"prompt_tokens_details\":{\"cached_tokens\":30},"
                            + "\"completion_tokens_details\":{\"reasoning_tokens\":8}}}",
                    "[DONE]");
        }

        @Override
        public Response error(int status, String message) {
            return Response.json(status, """
                    {"error": {"message": "%s", "type": "some_error", "param": null, "code": null}}
                    """.formatted(message));
        }

        @Override
        public Response errorInStream() {
            return Response.events("{\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":null}}");
        }
    },
    ANTHROPIC {
        @Override
        public Response whole(String text) {
            return Response.json(200, """
                    {"id": "m", "type": "message", "role": "assistant", "model": "served-model", "content": [
                       {"type": "thinking", "thinking": "secret thought", "signature": "x"},
                       {"type": "redacted_thinking", "data": "secret thought"},
                       {"type": "text", "text": "%s"}],
                     "stop_reason": "end_turn", "stop_sequence": null,
                     "usage": {"input_tokens": 15, "cache_creation_input_tokens": 5, "cache_read_input_tokens": 30,
                               "output_tokens": 20}}
                    """.formatted(text));
        }

        @Override
        public Response streamed(String first, String second) {
            return Response.stream(
                    event(
                            "message_start",
                            "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\","
                                    + "\"model\":\"served-model\",\"content\":[],\"stop_reason\":null,\"usage\":{"
                                    + "\"input_tokens\":15,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":30,"
                                    + "\"output_tokens\":1}}"),
                    event(
                            "content_block_start",
                            "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}"),
                    event("ping", "\"x\":0"),
                    event(
                            "content_block_delta",
                            "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"secret thought\"}"),
                    event(
                            "content_block_delta",
                            "\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"x\"}"),
                    event("content_block_stop", "\"index\":0"),
                    event("content_block_start", "\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                    event(
                            "content_block_delta",
                            "\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + first + "\"}"),
                    event(
                            "content_block_delta",
                            "\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + second + "\"}"),
                    event("content_block_stop", "\"index\":1"),
                    event(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":20}"),
                    event("message_stop", "\"x\":0"));
        }

        private String event(String type, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
        }

        @Override
        public Response error(int status, String message) {
            return Response.json(status, """
                    {"type": "error", "error": {"type": "some_error", "message": "%s"}, "request_id": "r"}
                    """.formatted(message));
        }

        @Override
        public Response errorInStream() {
            return Response.stream(
                    event("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}"));
        }
    },
    GEMINI {
        @Override
        public Response whole(String text) {
            return Response.json(200, """
                    {"candidates": [{"content": {"role": "model", "parts": [
                        {"text": "secret thought", "thought": true}, {"text": "%s"}]}, "finishReason": "STOP", "index": 0}],
                     "usageMetadata": {"promptTokenCount": 50, "cachedContentTokenCount": 30, "candidatesTokenCount": 12,
                                       "thoughtsTokenCount": 8, "totalTokenCount": 70},
                     "modelVersion": "served-model", "responseId": "r"}
                    """.formatted(text));
        }

        @Override
        public Response streamed(String first, String second) {
            return Response.events(
                    "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"secret thought\","
                            + "\"thought\":true}]}}],\"usageMetadata\":{\"promptTokenCount\":50}}",
                    "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + first + "\"}]}}],"
                            + "\"usageMetadata\":{\"promptTokenCount\":50,\"candidatesTokenCount\":3},"
                            + "\"modelVersion\":\"served-model\"}",
                    "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + second + "\"}]},"
                            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":50,"
                            + "\"cachedContentTokenCount\":30,\"candidatesTokenCount\":12,\"thoughtsTokenCount\":8},"
                            + "\"modelVersion\":\"served-model\"}");
        }

        @Override
        public Response error(int status, String message) {
            return Response.json(status, """
                    {"error": {"code": %d, "message": "%s", "status": "SOME_STATUS"}}
                    """.formatted(status, message));
        }

        @Override
        public Response errorInStream() {
            return Response.events("{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}");
        }
    },
    MISTRAL {
        @Override
        public Response whole(String text) {
            return Response.json(200, """
                    {"id": "c", "object": "chat.completion", "model": "served-model", "choices": [{"index": 0, "message": {
                       "role": "assistant", "tool_calls": null, "content": [
                          {"type": "thinking", "thinking": [{"type": "text", "text": "secret thought"}]},
                          {"type": "text", "text": "%s"}]},
                       "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 50, "completion_tokens": 20, "total_tokens": 70}}
                    """.formatted(text));
        }

        @Override
        public Response streamed(String first, String second) {
            String head = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"served-model\",\"choices\":[";
            return Response.events(
                    head + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
                    head
                            + "{\"index\":0,\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                            + "\"text\":\"secret thought\"}]}]},\"finish_reason\":null}]}",
                    head + "{\"index\":0,\"delta\":{\"content\":\"" + first + "\"},\"finish_reason\":null}]}",
                    head + "{\"index\":0,\"delta\":{\"content\":\"" + second + "\"},\"finish_reason\":\"stop\"}],"
                            + "\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":20,\"total_tokens\":70}}",
                    "[DONE]");
        }

        @Override
        public Response error(int status, String message) {
            return Response.json(status, """
                    {"object": "error", "message": "%s", "type": "some_error", "param": null, "code": "1300"}
                    """.formatted(message));
        }

        @Override
        public Response errorInStream() {
            return Response.events("{\"object\":\"error\",\"message\":\"down\",\"type\":\"service_unavailable\"}");
        }
    };

    /** A whole reply with this text and, beside it, the words "secret thought". */
    public abstract Response whole(String text);

    /** A streamed reply with this text in two pieces and, before it, the words "secret thought". */
    public abstract Response streamed(String first, String second);

    /** An error in the provider's own form. */
    public abstract Response error(int status, String message);

    /** An error of an overloaded server after the stream has begun. */
    public abstract Response errorInStream();

    /** The conversation of a request, in one notation for all: {@code role: text}. */
    public List<String> conversation(JsonNode body) {
        List<String> messages = new ArrayList<>();
        if (this == ANTHROPIC) {
            body.path("system")
                    .forEach(part -> messages.add("system: " + part.path("text").asText()));
        }
        if (this == GEMINI) {
            messages.add("system: " + text(body.path("systemInstruction").path("parts")));
        }
        for (JsonNode message : list(body)) {
            JsonNode content = this == GEMINI ? message.path("parts") : message.path("content");
            String role = message.path("role").asText().replace("model", "assistant");
            messages.add(role + ": " + text(content));
        }
        return messages;
    }

    /** The list of messages in a request. */
    public JsonNode list(JsonNode body) {
        return this == GEMINI ? body.path("contents") : body.path("messages");
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder joined = new StringBuilder();
        content.forEach(part -> joined.append(part.path("text").asText()));
        return joined.toString();
    }
}

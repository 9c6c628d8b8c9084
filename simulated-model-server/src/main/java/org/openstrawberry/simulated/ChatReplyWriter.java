package org.openstrawberry.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies as OpenAI's chat completions API does: one {@code chat.completion}, or {@code chat.completion.chunk}s
 * of which the last, if usage was asked for, has no choices.
 */
final class ChatReplyWriter {

    private final ObjectMapper json;
    private final Clock clock;

    ChatReplyWriter(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    byte[] whole(SimulatedRequest request, SimulatedReply reply) {
        SimulatedReply limited = limit(request, reply);
        ObjectNode body = head(request, "chat.completion");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", limited.text());
        choice.put("finish_reason", limited.finishReason());
        if (limited.reportUsage()) {
            body.set("usage", usage(request, limited));
        }
        return bytes(body);
    }

    /** The events of a streamed reply, the closing {@code [DONE]} included. */
    List<byte[]> chunks(SimulatedRequest request, SimulatedReply reply) {
        SimulatedReply limited = limit(request, reply);
        List<byte[]> events = new ArrayList<>();
        events.add(event(delta(request, "role", "assistant", null)));
        for (String word : words(limited.text())) {
            events.add(event(delta(request, "content", word, null)));
        }
        events.add(event(delta(request, null, null, limited.finishReason())));
        if (request.streamUsage() && limited.reportUsage()) {
            ObjectNode last = head(request, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(request, limited));
            events.add(event(last));
        }
        events.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        return events;
    }

    byte[] error(Fault.ErrorStatus fault) {
        ObjectNode body = json.createObjectNode();
        body.putObject("error")
                .put("message", fault.message())
                .put("type", fault.type())
                .putNull("param")
                .put("code", fault.code());
        return bytes(body);
    }

    private ObjectNode head(SimulatedRequest request, String object) {
        return json.createObjectNode()
                .put("id", "chatcmpl-" + request.number())
                .put("object", object)
                .put("created", clock.instant().getEpochSecond())
                .put("model", request.model())
                .put("system_fingerprint", "fp_simulated");
    }

    private ObjectNode delta(
            SimulatedRequest request, @Nullable String field, @Nullable String value, @Nullable String finish) {
        ObjectNode chunk = head(request, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        if (field != null) {
            delta.put(field, value);
        }
        choice.put("finish_reason", finish);
        return chunk;
    }

    /** Tokens are counted as words; what precedes the newest message counts as cached once the model has answered. */
    private ObjectNode usage(SimulatedRequest request, SimulatedReply reply) {
        int prompt = request.messages().stream()
                .mapToInt(message -> countWords(message.content()))
                .sum();
        int cached = request.assistantTurns() == 0
                ? 0
                : prompt - countWords(request.messages().getLast().content());
        int completion = countWords(reply.text()) + reply.reasoningTokens();
        ObjectNode usage = json.createObjectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reply.reasoningTokens());
        return usage;
    }

    private static SimulatedReply limit(SimulatedRequest request, SimulatedReply reply) {
        Integer most = request.maxTokens();
        if (most == null || reply.text() == null || countWords(reply.text()) <= most) {
            return reply;
        }
        String cut = String.join("", words(reply.text()).subList(0, Math.max(0, most)));
        return new SimulatedReply(cut.stripTrailing(), "length", reply.reasoningTokens(), reply.reportUsage());
    }

    static int countWords(@Nullable String text) {
        return text == null ? 0 : new StringTokenizer(text).countTokens();
    }

    /** The text in pieces of one word and the white space behind it; joined, they are the text again. */
    private static List<String> words(@Nullable String text) {
        List<String> words = new ArrayList<>();
        if (text == null) {
            return words;
        }
        int start = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            if (!space && !inWord && i > start && !text.substring(start, i).isBlank()) {
                words.add(text.substring(start, i));
                start = i;
            }
            inWord = !space;
        }
        if (start < text.length()) {
            words.add(text.substring(start));
        }
        return words;
    }

    private byte[] event(ObjectNode data) {
        return ("data: " + new String(bytes(data), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(ObjectNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}

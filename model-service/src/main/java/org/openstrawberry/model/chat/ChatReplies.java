package org.openstrawberry.model.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.openstrawberry.model.catalog.LoadedModel;
import org.openstrawberry.model.http.Json;
import org.openstrawberry.model.storage.Ids;

/** Writes the bodies of replies to one request. */
final class ChatReplies {
    private final ChatRequest request;
    private final LoadedModel model;
    private final String id = Ids.next("chatcmpl-");
    private final long created = Instant.now().getEpochSecond();

    ChatReplies(ChatRequest request, LoadedModel model) {
        this.request = request;
        this.model = model;
    }

    /** The whole reply. */
    ObjectNode whole(List<Choice> choices, int promptTokens) {
        ObjectNode body = head("chat.completion");
        ArrayNode list = body.putArray("choices");
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            ObjectNode one = list.addObject().put("index", i);
            one.putObject("message")
                    .put("role", "assistant")
                    .put("content", choice.text())
                    .putNull("refusal");
            putLogProbabilities(one, choice.tokens());
            one.put("finish_reason", choice.finish());
        }
        body.set("usage", usage(choices, promptTokens));
        return body;
    }

    /** A piece of a choice; the first one names the role. */
    ObjectNode piece(int index, boolean first, String text, List<Choice.LogToken> tokens) {
        ObjectNode body = chunk();
        ObjectNode one = body.withArray("choices").addObject().put("index", index);
        ObjectNode delta = one.putObject("delta");
        if (first) {
            delta.put("role", "assistant");
        }
        delta.put("content", text);
        putLogProbabilities(one, tokens);
        one.putNull("finish_reason");
        return body;
    }

    /** The end of a choice. */
    ObjectNode end(int index, String finish) {
        ObjectNode body = chunk();
        ObjectNode one = body.withArray("choices").addObject().put("index", index);
        one.putObject("delta");
        one.putNull("logprobs").put("finish_reason", finish);
        return body;
    }

    /** What a stream used. */
    ObjectNode usageChunk(List<Choice> choices, int promptTokens) {
        ObjectNode body = head("chat.completion.chunk");
        body.putArray("choices");
        body.set("usage", usage(choices, promptTokens));
        return body;
    }

    private ObjectNode chunk() {
        ObjectNode body = head("chat.completion.chunk");
        body.putArray("choices");
        if (request.streamUsage()) {
            body.putNull("usage");
        }
        return body;
    }

    private ObjectNode head(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model.id())
                .put("system_fingerprint", model.fingerprint());
    }

    private void putLogProbabilities(ObjectNode choice, List<Choice.LogToken> tokens) {
        if (!request.logProbabilities()) {
            choice.putNull("logprobs");
            return;
        }
        ObjectNode logProbabilities = choice.putObject("logprobs");
        ArrayNode content = logProbabilities.putArray("content");
        for (Choice.LogToken token : tokens) {
            ObjectNode one = content.addObject().put("token", token.text()).put("logprob", token.logProbability());
            ArrayNode bytes = one.putArray("bytes");
            for (byte each : token.text().getBytes(StandardCharsets.UTF_8)) {
                bytes.add(each & 0xff);
            }
            one.putArray("top_logprobs");
        }
        logProbabilities.putNull("refusal");
    }

    private static ObjectNode usage(List<Choice> choices, int promptTokens) {
        int completion = choices.stream().mapToInt(Choice::completionTokens).sum();
        int cached = choices.isEmpty() ? 0 : choices.getFirst().cachedTokens();
        ObjectNode usage = Json.object()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completion)
                .put("total_tokens", promptTokens + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}

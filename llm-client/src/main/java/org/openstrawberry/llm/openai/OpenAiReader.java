package org.openstrawberry.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.provider.Counts;
import org.openstrawberry.llm.provider.ReplyDraft;

/**
 * Reads chat completions and chat completion chunks, as OpenAI, Azure, Groq, Mistral and many servers send them. Hidden
 * reasoning comes in fields of its own ({@code reasoning_content}, {@code reasoning}) or, from Mistral, in parts of the
 * content. Events without choices are fine: the last one brings usage, Azure's first one what its filter found.
 */
public final class OpenAiReader implements ReplyReader {

    private final ReplyDraft draft;
    private boolean chosen;
    private boolean finished;
    private boolean done;

    /** A reader into this draft. */
    public OpenAiReader(ReplyDraft draft) {
        this.draft = draft;
    }

    @Override
    public void whole(JsonNode reply) {
        JsonNode choice = reply.path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw new ModelCallException(Code.INVALID_RESPONSE, "The response is not a chat completion.");
        }
        common(reply);
        choice(choice, choice.path("message"));
        done = true;
    }

    @Override
    public void event(JsonNode event) {
        if (!event.isObject()) {
            throw new ModelCallException(
                    Code.INVALID_RESPONSE, "An event of the stream is not a chat completion chunk.");
        }
        common(event);
        usage(event.path("x_groq").path("usage"));
        JsonNode choice = event.path("choices").path(0);
        if (choice.isObject()) {
            choice(choice, choice.path("delta"));
        }
    }

    @Override
    public void done() {
        if (!chosen) {
            throw new ModelCallException(Code.INVALID_RESPONSE, "The stream brought no choice.");
        }
        done = true;
    }

    @Override
    public boolean begun() {
        return draft.begun();
    }

    @Override
    public boolean complete() {
        return done || finished;
    }

    private void common(JsonNode reply) {
        draft.model(reply.path("model").asText(""));
        usage(reply.path("usage"));
    }

    private void choice(JsonNode choice, JsonNode message) {
        chosen = true;
        content(message.path("content"));
        if (isText(message.path("reasoning_content")) || isText(message.path("reasoning"))) {
            draft.reasoned();
        }
        if (isText(message.path("refusal"))) {
            draft.refused();
        }
        JsonNode reason = choice.path("finish_reason");
        if (reason.isTextual()) {
            finished = true;
            draft.finished(finishReason(reason.asText()));
        }
    }

    private void content(JsonNode content) {
        if (content.isTextual()) {
            draft.text(content.asText());
        }
        if (content.isArray()) {
            for (JsonNode part : content) {
                if (part.path("type").asText().equals("text")) {
                    draft.text(part.path("text").asText(""));
                } else {
                    draft.reasoned();
                }
            }
        }
    }

    private void usage(JsonNode usage) {
        if (usage.isObject()) {
            JsonNode input = usage.path("prompt_tokens_details");
            draft.usage(new Usage(
                    Counts.of(usage.path("prompt_tokens")),
                    Counts.of(input.path("cached_tokens")),
                    Counts.of(input.path("cache_write_tokens")),
                    Counts.of(usage.path("completion_tokens")),
                    Counts.of(usage.path("completion_tokens_details").path("reasoning_tokens"))));
        }
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty();
    }

    private static FinishReason finishReason(String reason) {
        return switch (reason) {
            case "stop" -> FinishReason.STOP;
            case "length", "model_length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}

package org.openstrawberry.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.provider.Counts;
import org.openstrawberry.llm.provider.ReplyDraft;

/** Reads messages, whole or as events. Only blocks of type {@code text} are the reply; thinking is left out. */
final class AnthropicReader implements ReplyReader {

    private final ReplyDraft draft;
    private boolean complete;

    AnthropicReader(ReplyDraft draft) {
        this.draft = draft;
    }

    @Override
    public void whole(JsonNode reply) {
        if (!reply.path("content").isArray()) {
            throw new ModelCallException(Code.INVALID_RESPONSE, "The response is not a message.");
        }
        message(reply);
        reply.path("content").forEach(this::block);
        stopReason(reply.path("stop_reason"));
        complete = true;
    }

    @Override
    public void event(JsonNode event) {
        switch (event.path("type").asText()) {
            case "message_start" -> message(event.path("message"));
            case "content_block_start" -> block(event.path("content_block"));
            case "content_block_delta" -> delta(event.path("delta"));
            case "message_delta" -> {
                usage(event.path("usage"));
                stopReason(event.path("delta").path("stop_reason"));
            }
            case "message_stop" -> complete = true;
            case "" -> throw new ModelCallException(Code.INVALID_RESPONSE, "An event of the stream has no type.");
            default -> {
                // ping, content_block_stop, and what may come in the future; the protocol asks to pass over it.
            }
        }
    }

    @Override
    public void done() {
        // Not a part of this protocol.
    }

    @Override
    public boolean begun() {
        return draft.begun();
    }

    @Override
    public boolean complete() {
        return complete;
    }

    private void message(JsonNode message) {
        draft.model(message.path("model").asText(""));
        usage(message.path("usage"));
    }

    private void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "text" -> draft.text(block.path("text").asText(""));
            case "redacted_thinking" -> draft.reasoned();
            default -> {
                // Thinking begins with its first delta. No tools are offered, so nothing else is expected, and nothing
                // else is text.
            }
        }
    }

    private void delta(JsonNode delta) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> draft.text(delta.path("text").asText(""));
            case "thinking_delta" -> draft.reasoned();
            default -> {
                // Signatures of thinking.
            }
        }
    }

    private void stopReason(JsonNode reason) {
        if (!reason.isTextual()) {
            return;
        }
        switch (reason.asText()) {
            case "end_turn", "stop_sequence" -> draft.finished(FinishReason.STOP);
            case "max_tokens", "model_context_window_exceeded" -> draft.finished(FinishReason.LENGTH);
            case "refusal" -> draft.refused();
            default -> draft.finished(FinishReason.OTHER);
        }
    }

    /** Anthropic counts tokens that were read from or written to its cache beside the input; we count them with it. */
    private void usage(JsonNode usage) {
        Integer cached = Counts.of(usage.path("cache_read_input_tokens"));
        Integer written = Counts.of(usage.path("cache_creation_input_tokens"));
        draft.usage(new Usage(
                Counts.sum(Counts.of(usage.path("input_tokens")), cached, written),
                cached,
                written,
                Counts.of(usage.path("output_tokens")),
                null));
    }
}

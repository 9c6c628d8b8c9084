package org.openstrawberry.llm.google;

import com.fasterxml.jackson.databind.JsonNode;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.provider.Counts;
import org.openstrawberry.llm.provider.ReplyDraft;

/** Reads Gemini's replies; the events of a stream have the same form. Parts marked as thoughts are left out. */
final class GeminiReader implements ReplyReader {

    private final ReplyDraft draft;
    private boolean complete;

    GeminiReader(ReplyDraft draft) {
        this.draft = draft;
    }

    @Override
    public void whole(JsonNode reply) {
        event(reply);
        complete = true;
    }

    @Override
    public void event(JsonNode event) {
        JsonNode candidate = event.path("candidates").path(0);
        JsonNode blockReason = event.path("promptFeedback").path("blockReason");
        if (!candidate.isObject()
                && !blockReason.isTextual()
                && !event.path("usageMetadata").isObject()) {
            throw new ModelCallException(Code.INVALID_RESPONSE, "The response has no candidate.");
        }
        draft.model(event.path("modelVersion").asText(""));
        usage(event.path("usageMetadata"));
        for (JsonNode part : candidate.path("content").path("parts")) {
            if (part.path("thought").asBoolean(false)) {
                draft.reasoned();
            } else {
                draft.text(part.path("text").asText(""));
            }
        }
        if (blockReason.isTextual()) {
            draft.finished(FinishReason.CONTENT_FILTER);
            complete = true;
        }
        JsonNode reason = candidate.path("finishReason");
        if (reason.isTextual()) {
            draft.finished(finishReason(reason.asText()));
            complete = true;
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

    private static FinishReason finishReason(String reason) {
        return switch (reason) {
            case "STOP" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
                FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /**
     * Gemini counts thoughts beside the candidate's tokens; we count them with the output. Its JSON leaves out what is
     * zero, as that of Protocol Buffers does: where it counts the prompt, a missing count is one of none.
     *
     * @see <a href="https://protobuf.dev/programming-guides/json/">ProtoJSON format</a>
     */
    private void usage(JsonNode usage) {
        Integer prompt = Counts.of(usage.path("promptTokenCount"));
        Integer thoughts = Counts.ofOr(usage.path("thoughtsTokenCount"), prompt);
        Integer candidates = Counts.of(usage.path("candidatesTokenCount"));
        draft.usage(new Usage(
                prompt,
                Counts.ofOr(usage.path("cachedContentTokenCount"), prompt),
                null,
                candidates == null ? Counts.of(usage.path("thoughtsTokenCount")) : Counts.sum(candidates, thoughts),
                thoughts));
    }
}

package org.openstrawberry.llm.openai;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.http.Endpoint;

/** Between our calls and replies and those of langchain4j. */
final class OpenAiMessages {

    private OpenAiMessages() {}

    static ChatRequest toRequest(ModelCall call, boolean newTokenLimitName) {
        Sampling sampling = call.sampling();
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        parameters.modelName(call.model().model());
        parameters.temperature(sampling.temperature());
        parameters.topP(sampling.topP());
        parameters.seed(sampling.seed());
        if (newTokenLimitName) {
            parameters.maxCompletionTokens(sampling.maxTokens());
        } else {
            parameters.maxOutputTokens(sampling.maxTokens());
        }
        return ChatRequest.builder()
                .messages(call.messages().stream()
                        .map(OpenAiMessages::toChatMessage)
                        .toList())
                .parameters(parameters.build())
                .build();
    }

    private static ChatMessage toChatMessage(Message message) {
        return switch (message) {
            case Message.SystemMessage(String text) -> SystemMessage.from(text);
            case Message.UserMessage(String text) -> UserMessage.from(text);
            case Message.AssistantMessage(String text) -> AiMessage.from(text);
        };
    }

    /**
     * The reply in a response.
     *
     * @throws ModelCallException with {@code CONTENT_FILTERED} or {@code INVALID_RESPONSE} if there is no text
     */
    static ModelReply toReply(Endpoint endpoint, ChatResponse response, Duration latency) {
        FinishReason finish = finishReason(response.finishReason());
        String text = response.aiMessage().text();
        if (text == null && finish == FinishReason.CONTENT_FILTER) {
            throw new ModelCallException(
                    ModelCallException.Code.CONTENT_FILTERED, "The filter of " + endpoint + " took the reply away.");
        }
        // A reply of which hidden reasoning used up all tokens has no text, and is a reply nevertheless.
        if (text == null && finish != FinishReason.LENGTH) {
            throw new ModelCallException(
                    ModelCallException.Code.INVALID_RESPONSE, "The reply from " + endpoint + " has no text.");
        }
        return new ModelReply(
                text == null ? "" : text, usage(response.tokenUsage()), finish, response.modelName(), latency, 1);
    }

    private static FinishReason finishReason(dev.langchain4j.model.output.@Nullable FinishReason reason) {
        return switch (reason) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            case null, default -> FinishReason.OTHER;
        };
    }

    private static Usage usage(@Nullable TokenUsage usage) {
        if (usage == null) {
            return Usage.UNKNOWN;
        }
        Integer cached = null;
        Integer reasoning = null;
        if (usage instanceof OpenAiTokenUsage details) {
            cached = details.inputTokensDetails() == null
                    ? null
                    : details.inputTokensDetails().cachedTokens();
            reasoning = details.outputTokensDetails() == null
                    ? null
                    : details.outputTokensDetails().reasoningTokens();
        }
        return new Usage(usage.inputTokenCount(), cached, usage.outputTokenCount(), reasoning);
    }
}

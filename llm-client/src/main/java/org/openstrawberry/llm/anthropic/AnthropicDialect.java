package org.openstrawberry.llm.anthropic;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.provider.ChatMessages;
import org.openstrawberry.llm.provider.Dialect;
import org.openstrawberry.llm.provider.ReplyDraft;

/**
 * Anthropic's protocol, with cache breakpoints on the system text, the newest user message and the user message before
 * it: the older one is where the last turn's cache is read, the newer one where the next turn's is written.
 */
final class AnthropicDialect implements Dialect {

    private static final int MARKED_USER_MESSAGES = 2;

    private final ChatModel whole;
    private final StreamingChatModel streaming;

    AnthropicDialect(HttpClientBuilder http, String baseUrl, String key) {
        whole = AnthropicChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .apiKey(key)
                .cacheSystemMessages(true)
                .maxRetries(0)
                .build();
        streaming = AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .apiKey(key)
                .cacheSystemMessages(true)
                .build();
    }

    @Override
    public ChatRequest request(ModelCall call) {
        Sampling sampling = call.sampling();
        return ChatRequest.builder()
                .messages(messages(call.messages()))
                .parameters(ChatRequestParameters.builder()
                        .modelName(call.model().model())
                        .temperature(sampling.temperature())
                        .topP(sampling.topP())
                        .maxOutputTokens(sampling.maxTokens())
                        .build())
                .build();
    }

    @Override
    public ChatModel whole(ModelCall call) {
        return whole;
    }

    @Override
    public StreamingChatModel streaming(ModelCall call) {
        return streaming;
    }

    @Override
    public ReplyReader reader(ReplyDraft draft) {
        return new AnthropicReader(draft);
    }

    private static List<ChatMessage> messages(List<Message> messages) {
        List<ChatMessage> backwards = new ArrayList<>();
        int marked = 0;
        for (Message message : messages.reversed()) {
            if (message instanceof Message.UserMessage(String text) && marked < MARKED_USER_MESSAGES) {
                backwards.add(marked(text));
                marked++;
            } else {
                backwards.add(ChatMessages.of(message));
            }
        }
        return List.copyOf(backwards.reversed());
    }

    private static UserMessage marked(String text) {
        return UserMessage.builder()
                .contents(List.of(TextContent.from(text)))
                .attributes(Map.of("cache_control", "ephemeral"))
                .build();
    }
}

package org.openstrawberry.llm.openai;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.provider.ChatMessages;
import org.openstrawberry.llm.provider.Dialect;
import org.openstrawberry.llm.provider.ReplyDraft;

/**
 * The OpenAI protocol.
 *
 * @param clients the clients for a model, by its name
 * @param newTokenLimitName whether a model, by its name, takes {@code max_completion_tokens} instead of
 *     {@code max_tokens}
 * @param cacheKey whether the trace is named as {@code prompt_cache_key}
 */
record OpenAiDialect(Function<String, OpenAiClients> clients, Predicate<String> newTokenLimitName, boolean cacheKey)
        implements Dialect {

    @Override
    public ChatRequest request(ModelCall call) {
        Sampling sampling = call.sampling();
        String model = call.model().model();
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        parameters.modelName(model);
        parameters.temperature(sampling.temperature());
        parameters.topP(sampling.topP());
        parameters.seed(sampling.seed());
        if (newTokenLimitName.test(model)) {
            parameters.maxCompletionTokens(sampling.maxTokens());
        } else {
            parameters.maxOutputTokens(sampling.maxTokens());
        }
        if (cacheKey) {
            parameters.customParameters(
                    Map.of("prompt_cache_key", call.context().traceId().toString()));
        }
        return ChatRequest.builder()
                .messages(call.messages().stream().map(ChatMessages::of).toList())
                .parameters(parameters.build())
                .build();
    }

    @Override
    public ChatModel whole(ModelCall call) {
        return clients.apply(call.model().model()).whole();
    }

    @Override
    public StreamingChatModel streaming(ModelCall call) {
        return clients.apply(call.model().model()).streaming();
    }

    @Override
    public ReplyReader reader(ReplyDraft draft) {
        return new OpenAiReader(draft);
    }
}

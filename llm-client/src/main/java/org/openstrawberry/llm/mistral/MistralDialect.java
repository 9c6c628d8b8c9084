package org.openstrawberry.llm.mistral;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.openai.OpenAiReader;
import org.openstrawberry.llm.provider.ChatMessages;
import org.openstrawberry.llm.provider.Dialect;
import org.openstrawberry.llm.provider.ReplyDraft;

/**
 * Mistral's protocol, whose replies have OpenAI's form. langchain4j takes a seed when its model is made only, so one is
 * made for each call.
 */
record MistralDialect(HttpClientBuilder http, String baseUrl, String key) implements Dialect {

    @Override
    public ChatRequest request(ModelCall call) {
        Sampling sampling = call.sampling();
        return ChatRequest.builder()
                .messages(call.messages().stream().map(ChatMessages::of).toList())
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
        return new MistralAiChatModel.MistralAiChatModelBuilder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .apiKey(key)
                .randomSeed(call.sampling().seed())
                .maxRetries(0)
                .build();
    }

    @Override
    public StreamingChatModel streaming(ModelCall call) {
        return new MistralAiStreamingChatModel.MistralAiStreamingChatModelBuilder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .apiKey(key)
                .randomSeed(call.sampling().seed())
                .build();
    }

    @Override
    public ReplyReader reader(ReplyDraft draft) {
        return new OpenAiReader(draft);
    }
}

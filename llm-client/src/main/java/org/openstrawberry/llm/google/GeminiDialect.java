package org.openstrawberry.llm.google;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.regex.Pattern;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.provider.ChatMessages;
import org.openstrawberry.llm.provider.Dialect;
import org.openstrawberry.llm.provider.ReplyDraft;

/**
 * Gemini's protocol. The model's name is a part of the URL. langchain4j takes a seed when its model is made only, so one
 * is made for each call.
 */
record GeminiDialect(HttpClientBuilder http, String baseUrl, String key) implements Dialect {

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    @Override
    public ChatRequest request(ModelCall call) {
        String model = call.model().model();
        if (!MODEL.matcher(model).matches()) {
            throw new ModelCallException(
                    ModelCallException.Code.UNKNOWN_MODEL,
                    "A Gemini model's name has letters, digits, dots, dashes and underscores only.");
        }
        Sampling sampling = call.sampling();
        return ChatRequest.builder()
                .messages(call.messages().stream().map(ChatMessages::of).toList())
                .parameters(ChatRequestParameters.builder()
                        .modelName(model)
                        .temperature(sampling.temperature())
                        .topP(sampling.topP())
                        .maxOutputTokens(sampling.maxTokens())
                        .build())
                .build();
    }

    @Override
    public ChatModel whole(ModelCall call) {
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .apiKey(key)
                .seed(call.sampling().seed())
                .maxRetries(0)
                .build();
    }

    @Override
    public StreamingChatModel streaming(ModelCall call) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .apiKey(key)
                .seed(call.sampling().seed())
                .build();
    }

    @Override
    public ReplyReader reader(ReplyDraft draft) {
        return new GeminiReader(draft);
    }
}

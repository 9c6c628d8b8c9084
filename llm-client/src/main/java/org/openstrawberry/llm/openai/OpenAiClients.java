package org.openstrawberry.llm.openai;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * langchain4j's two models of one base URL.
 *
 * @param whole for replies that come as a whole
 * @param streaming for streamed ones
 */
record OpenAiClients(OpenAiChatModel whole, OpenAiStreamingChatModel streaming) {

    /**
     * Models that send these.
     *
     * @param key the bearer token; {@code null} for none
     * @param headers further headers
     * @param query parameters of the URL
     */
    static OpenAiClients of(
            HttpClientBuilder http,
            String baseUrl,
            @Nullable String key,
            Map<String, String> headers,
            Map<String, String> query) {
        OpenAiChatModel.OpenAiChatModelBuilder whole = OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .customHeaders(headers)
                .customQueryParams(query)
                .maxRetries(0);
        OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streaming = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(baseUrl)
                .customHeaders(headers)
                .customQueryParams(query);
        if (key != null) {
            whole.apiKey(key);
            streaming.apiKey(key);
        }
        return new OpenAiClients(whole.build(), streaming.build());
    }
}

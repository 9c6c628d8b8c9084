package org.openstrawberry.llm.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hands out the client it was given; the time-outs that langchain4j sets are kept but decide nothing. */
final class EndpointClientBuilder implements HttpClientBuilder {

    private final EndpointClient client;
    private @Nullable Duration connectTimeout;
    private @Nullable Duration readTimeout;

    EndpointClientBuilder(EndpointClient client) {
        this.client = client;
    }

    @Override
    public @Nullable Duration connectTimeout() {
        return connectTimeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return readTimeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        readTimeout = timeout;
        return this;
    }

    @Override
    public HttpClient build() {
        return client;
    }
}

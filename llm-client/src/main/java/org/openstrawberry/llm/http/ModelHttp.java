package org.openstrawberry.llm.http;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one HTTP client of the process, shared by all providers. HTTP/1.1 only: with HTTP/2 a thousand calls to one host
 * would share one connection and its limit on streams, and one lost connection would cut them all.
 */
public final class ModelHttp implements AutoCloseable {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final SizeLimits limits;
    private final Clock clock;
    private final ResponseObserver observer;

    /** A client whose responses nobody observes. */
    public ModelHttp(Duration connectTimeout, SizeLimits limits, Clock clock) {
        this(connectTimeout, limits, clock, ResponseObserver.NONE);
    }

    /**
     * A client.
     *
     * @param connectTimeout longest wait for a connection
     * @param limits how much of a response is read
     * @param clock what {@code Retry-After} dates are compared with
     * @param observer sees the head of every response
     */
    public ModelHttp(Duration connectTimeout, SizeLimits limits, Clock clock, ResponseObserver observer) {
        this.limits = limits;
        this.clock = clock;
        this.observer = observer;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor)
                .build();
    }

    /** The same client as langchain4j takes it, for one endpoint. */
    public dev.langchain4j.http.client.HttpClientBuilder builderFor(Endpoint endpoint) {
        return builderFor(endpoint, RequestEdit.NONE);
    }

    /** The same with each request's body changed. */
    public dev.langchain4j.http.client.HttpClientBuilder builderFor(Endpoint endpoint, RequestEdit edit) {
        return new EndpointClientBuilder(new EndpointClient(client, endpoint, edit, limits, clock, observer));
    }

    /** How much of a response is read. */
    public SizeLimits limits() {
        return limits;
    }

    /** Ends every exchange. */
    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }
}

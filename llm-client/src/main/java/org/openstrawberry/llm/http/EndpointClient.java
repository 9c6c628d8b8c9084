package org.openstrawberry.llm.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.ModelCallException;

/**
 * langchain4j's HTTP client over the JDK's, for one endpoint. Beyond what its own does, it bounds the whole exchange in
 * time and the response in size, ends it when the thread is interrupted, and keeps status and {@code Retry-After}.
 */
final class EndpointClient implements HttpClient {

    private final java.net.http.HttpClient client;
    private final Endpoint endpoint;
    private final long maxResponseBytes;
    private final Clock clock;
    private final ResponseObserver observer;

    EndpointClient(
            java.net.http.HttpClient client,
            Endpoint endpoint,
            long maxResponseBytes,
            Clock clock,
            ResponseObserver observer) {
        this.client = client;
        this.endpoint = endpoint;
        this.maxResponseBytes = maxResponseBytes;
        this.clock = clock;
        this.observer = observer;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        CallScope scope = CallScope.CURRENT.get();
        HttpResponse<byte[]> response = exchange(toJdk(request, scope), scope.timeout());
        observer.observed(endpoint, response.statusCode(), response.headers());
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() / 100 != 2) {
            throw ErrorStatuses.toException(
                    endpoint, response.statusCode(), body, retryAfter(response).orElse(null), secrets(request));
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("replies are not streamed yet");
    }

    private HttpResponse<byte[]> exchange(java.net.http.HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new CappedBody(maxResponseBytes));
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ModelCallException(
                    ModelCallException.Code.TIMEOUT, "No whole reply from " + endpoint + " within " + timeout + ".");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelCallException(
                    ModelCallException.Code.INTERRUPTED, "The call to " + endpoint + " was cancelled.");
        } catch (ExecutionException e) {
            throw ExchangeFailures.toException(endpoint, e.getCause());
        }
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request, CallScope scope) {
        java.net.http.HttpRequest.Builder jdk = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(
                        request.method().name(),
                        request.body() == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> jdk.header(name, value)));
        // Only a server on this machine learns what a call is for; to a provider it would be none of its business.
        if (endpoint.loopback()) {
            CallContext context = scope.context();
            jdk.header("X-Strawberry-Trace", context.traceId().toString());
            jdk.header("X-Strawberry-Turn", Integer.toString(context.turnIndex()));
            jdk.header("X-Strawberry-Attempt", Integer.toString(context.attempt()));
        }
        return jdk.build();
    }

    private Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, clock.instant()));
    }

    /** Keys that went out with the request, so that a provider's echo of them can be taken out. */
    private static List<String> secrets(HttpRequest request) {
        return request.headers().getOrDefault("Authorization", List.of()).stream()
                .map(value -> value.replaceFirst("^Bearer ", ""))
                .toList();
    }
}

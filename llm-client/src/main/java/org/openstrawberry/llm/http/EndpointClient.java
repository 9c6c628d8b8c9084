package org.openstrawberry.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openstrawberry.llm.ModelCallException;

/**
 * langchain4j's HTTP client over the JDK's, for one endpoint. Beyond what its own does, it bounds the whole exchange in
 * time and the response in size, ends it when the thread is interrupted, keeps status and {@code Retry-After}, and hands
 * what is answered to the call's {@link ReplyReader}. Streams too are read on the calling thread.
 */
final class EndpointClient implements HttpClient {

    private final java.net.http.HttpClient client;
    private final Endpoint endpoint;
    private final RequestEdit edit;
    private final SizeLimits limits;
    private final Clock clock;
    private final ResponseObserver observer;

    EndpointClient(
            java.net.http.HttpClient client,
            Endpoint endpoint,
            RequestEdit edit,
            SizeLimits limits,
            Clock clock,
            ResponseObserver observer) {
        this.client = client;
        this.endpoint = endpoint;
        this.edit = edit;
        this.limits = limits;
        this.clock = clock;
        this.observer = observer;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        CallScope scope = CallScope.CURRENT.get();
        Deadline deadline = new Deadline(scope.timeouts());
        HttpResponse<byte[]> response = await(
                client.sendAsync(
                        Requests.toJdk(request, endpoint, edit, scope), head -> new CappedBody(limits.response())),
                deadline,
                false);
        observer.observed(endpoint, scope.model(), response.statusCode(), response.headers());
        String body = new String(response.body(), StandardCharsets.UTF_8);
        takeWhole(request, response, body, scope.reader());
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    /** Reads the stream to its end before it returns. The call's reader hears of the events; the listener does not. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        CallScope scope = CallScope.CURRENT.get();
        ReplyReader reader = scope.reader();
        Deadline deadline = new Deadline(scope.timeouts());
        HttpResponse<StreamedBody> response = await(
                client.sendAsync(
                        Requests.toJdk(request, endpoint, edit, scope),
                        head -> new StreamedBody(limitsOf(head), () -> deadline.left(!reader.begun()))),
                deadline,
                true);
        observer.observed(endpoint, scope.model(), response.statusCode(), response.headers());
        try (StreamedBody body = response.body()) {
            if (isSuccess(response.statusCode()) && isEventStream(response.headers())) {
                EventTap tap = new EventTap(reader, event -> takeEvent(request, event, reader));
                parser.parse(body, tap);
                requireWhole(tap, reader, deadline);
            } else {
                takeWhole(request, response, new String(body.readAllBytes(), StandardCharsets.UTF_8), reader);
            }
        } catch (HttpTimeoutException e) {
            throw deadline.passed(endpoint, !reader.begun());
        } catch (IOException e) {
            throw ExchangeFailures.toException(endpoint, e);
        }
    }

    private void requireWhole(EventTap tap, ReplyReader reader, Deadline deadline) {
        switch (tap.failure()) {
            case null -> {
                if (!reader.complete()) {
                    throw ExchangeFailures.cut(endpoint);
                }
            }
            case HttpTimeoutException _ -> throw deadline.passed(endpoint, !reader.begun());
            case RuntimeException failure -> throw failure;
            case Throwable failure -> throw ExchangeFailures.toException(endpoint, failure);
        }
    }

    private void takeEvent(HttpRequest request, JsonNode event, ReplyReader reader) {
        if (ErrorBody.isError(event)) {
            ModelCallException failure = ErrorStatuses.insteadOfReply(endpoint, event, Secrets.of(request));
            throw reader.begun() ? failure.asPossiblyBilled() : failure;
        }
        reader.event(event);
    }

    private void takeWhole(HttpRequest request, HttpResponse<?> response, String body, ReplyReader reader) {
        JsonNode json = Json.parse(body);
        if (!isSuccess(response.statusCode())) {
            throw ErrorStatuses.toException(
                    endpoint,
                    response.statusCode(),
                    json,
                    RetryAfter.of(response.headers(), clock.instant()).orElse(null),
                    Secrets.of(request));
        }
        if (ErrorBody.isError(json)) {
            throw ErrorStatuses.insteadOfReply(endpoint, json, Secrets.of(request));
        }
        reader.whole(json);
    }

    /** Only a stream may be larger than a whole response; an error or a whole reply instead of one may not. */
    private SizeLimits limitsOf(HttpResponse.ResponseInfo head) {
        return isSuccess(head.statusCode()) && isEventStream(head.headers())
                ? limits
                : new SizeLimits(limits.response(), limits.response());
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    /** A server that cannot stream may send the reply as a whole, or an error. */
    private static boolean isEventStream(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .map(type -> !type.toLowerCase(Locale.ROOT).startsWith("application/json"))
                .orElse(true);
    }

    private <T> HttpResponse<T> await(
            CompletableFuture<HttpResponse<T>> exchange, Deadline deadline, boolean awaitsFirstToken) {
        try {
            return exchange.get(deadline.left(awaitsFirstToken).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(exchange);
            throw deadline.passed(endpoint, awaitsFirstToken);
        } catch (InterruptedException e) {
            abandon(exchange);
            Thread.currentThread().interrupt();
            throw ExchangeFailures.cancelled(endpoint);
        } catch (ExecutionException e) {
            throw ExchangeFailures.toException(endpoint, e.getCause());
        }
    }

    private static <T> void abandon(CompletableFuture<HttpResponse<T>> exchange) {
        boolean answered = !exchange.cancel(true) && !exchange.isCompletedExceptionally();
        // A stream that has begun at this very moment would otherwise hold its connection for ever.
        if (answered && exchange.resultNow().body() instanceof StreamedBody body) {
            body.close();
        }
    }
}

package org.openstrawberry.orchestrator.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openstrawberry.orchestrator.events.Subscriber;

/** A client that reads server-sent events. */
final class SseSubscriber implements Subscriber {
    private final SseEventSink sink;
    private final Sse sse;
    private final Duration timeout;

    SseSubscriber(SseEventSink sink, Sse sse, Duration timeout) {
        this.sink = sink;
        this.sse = sse;
        this.timeout = timeout;
    }

    @Override
    public boolean isOpen() {
        return !sink.isClosed();
    }

    @Override
    public void event(String name, Optional<String> id, String data) throws IOException, InterruptedException {
        OutboundSseEvent.Builder event = sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, data);
        id.ifPresent(event::id);
        send(event.build());
    }

    @Override
    public void heartbeat() throws IOException, InterruptedException {
        send(sse.newEventBuilder().comment("still here").build());
    }

    @Override
    public void close() {
        if (!sink.isClosed()) {
            sink.close();
        }
    }

    private void send(OutboundSseEvent event) throws IOException, InterruptedException {
        if (sink.isClosed()) {
            throw new IOException("the subscriber is gone");
        }
        try {
            sink.send(event).toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | IllegalStateException e) {
            throw new IOException("the subscriber is gone", e);
        } catch (TimeoutException e) {
            throw new IOException("the subscriber took more than " + timeout + " to receive an event", e);
        }
    }
}

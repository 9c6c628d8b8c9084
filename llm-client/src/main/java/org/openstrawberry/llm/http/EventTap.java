package org.openstrawberry.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads the events of a stream to whoever reads them. langchain4j's parser swallows what a listener throws, so the first
 * failure is kept here and ends the stream.
 */
final class EventTap implements ServerSentEventListener {

    private static final String DONE = "[DONE]";

    private final ReplyReader reader;
    private final Consumer<JsonNode> events;
    private @Nullable Throwable failure;

    EventTap(ReplyReader reader, Consumer<JsonNode> events) {
        this.reader = reader;
        this.events = events;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        if (failure != null) {
            return;
        }
        try {
            if (event.data().equals(DONE)) {
                reader.done();
            } else {
                events.accept(Json.parse(event.data()));
            }
        } catch (RuntimeException e) {
            failure = e;
            context.parsingHandle().cancel();
        }
    }

    @Override
    public void onError(Throwable newFailure) {
        if (failure == null) {
            failure = newFailure;
        }
    }

    /** What ended the stream early; {@code null} if nothing did. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}

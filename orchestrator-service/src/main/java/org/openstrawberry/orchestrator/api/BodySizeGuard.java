package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses bodies that announce more than the server takes, before the server does so without a word. */
@ApplicationScoped
class BodySizeGuard {
    private static final int BEFORE_THE_SERVERS_OWN = 400;
    private static final String TOO_LONG_TO_COUNT = "\\d{19,}";

    private final long maxBytes;
    private final byte[] answer;

    BodySizeGuard(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize, ObjectMapper json)
            throws JsonProcessingException {
        this.maxBytes = maxBodySize.asLongValue();
        this.answer = json.writeValueAsBytes(
                ProblemDetail.of(ErrorCode.TOO_LARGE, "The body has more than " + maxBytes + " bytes", List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isTooLarge(length)) {
            context.response()
                    .setStatusCode(ErrorCode.TOO_LARGE.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(io.vertx.core.buffer.Buffer.buffer(answer))
                    .onComplete(sent -> context.request().connection().close());
        } else {
            context.next();
        }
    }

    private boolean isTooLarge(String length) {
        return length.matches(TOO_LONG_TO_COUNT) || (length.matches("\\d{1,18}") && Long.parseLong(length) > maxBytes);
    }
}

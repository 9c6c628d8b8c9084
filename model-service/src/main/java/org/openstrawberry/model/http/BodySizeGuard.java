package org.openstrawberry.model.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.openstrawberry.model.ModelConfig;

/**
 * Refuses bodies that are larger than what they are sent to takes. A body that is not a file must say its length, so that
 * nobody fills the memory with one that never ends.
 */
@ApplicationScoped
class BodySizeGuard {
    private static final int BEFORE_THE_SERVERS_OWN = 400;
    private static final String FILES = "/v1/files";
    private static final long MULTIPART = 64 * 1024;
    private static final int MAX_DIGITS = 18;

    private final long maxJson;
    private final long maxFile;

    BodySizeGuard(ModelConfig config) {
        maxJson = config.maxBody().asLongValue();
        maxFile = config.files().maxBytes().asLongValue() + MULTIPART;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext context) {
        boolean file = FILES.equals(context.request().path());
        long most = file ? maxFile : maxJson;
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (length != null && (length.length() > MAX_DIGITS || isAbove(length, most))) {
            refuse(context, 413, "request_too_large", "The body has more than " + most + " bytes.");
        } else if (chunked && !file) {
            refuse(context, 411, "length_required", "Send the body with a Content-Length.");
        } else {
            context.next();
        }
    }

    private static boolean isAbove(String length, long most) {
        return length.chars().allMatch(Character::isDigit) && !length.isEmpty() && Long.parseLong(length) > most;
    }

    private static void refuse(RoutingContext context, int status, String code, String message) {
        byte[] body = Json.bytes(Answers.errorBody(ApiException.refused(status, code, message)));
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Buffer.buffer(body))
                .onComplete(sent -> context.request().connection().close());
    }
}

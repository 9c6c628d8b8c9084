package org.openstrawberry.llm.http;

import dev.langchain4j.http.client.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.ModelCallException;

/** langchain4j's requests as those of the JDK. */
final class Requests {

    private Requests() {}

    /**
     * The request as it is sent.
     *
     * @throws ModelCallException with {@code UNKNOWN_MODEL} if its URL, of which a model's name can be a part, is none;
     *     with {@code MISSING_KEY} if a header, such as the key's, cannot be sent
     */
    static java.net.http.HttpRequest toJdk(HttpRequest request, Endpoint endpoint, RequestEdit edit, CallScope scope) {
        java.net.http.HttpRequest.Builder jdk = java.net.http.HttpRequest.newBuilder(url(request, endpoint))
                .method(request.method().name(), body(request, edit));
        request.headers().forEach((name, values) -> values.forEach(value -> header(jdk, endpoint, name, value)));
        // Only a server on this machine learns what a call is for; to a provider it would be none of its business.
        if (endpoint.loopback()) {
            CallContext context = scope.context();
            jdk.header("X-Strawberry-Trace", context.traceId().toString());
            jdk.header("X-Strawberry-Turn", Integer.toString(context.turnIndex()));
            jdk.header("X-Strawberry-Attempt", Integer.toString(context.attempt()));
        }
        return jdk.build();
    }

    private static void header(java.net.http.HttpRequest.Builder jdk, Endpoint endpoint, String name, String value) {
        try {
            jdk.header(name, value);
        } catch (IllegalArgumentException e) {
            // Not its message, which repeats the value.
            throw new ModelCallException(
                    ModelCallException.Code.MISSING_KEY,
                    "The header " + name + " for " + endpoint + " has a character that HTTP does not allow.");
        }
    }

    private static URI url(HttpRequest request, Endpoint endpoint) {
        try {
            return new URI(request.url());
        } catch (URISyntaxException e) {
            throw new ModelCallException(
                    ModelCallException.Code.UNKNOWN_MODEL,
                    "The model's name cannot be a part of the URL of " + endpoint + ".");
        }
    }

    private static BodyPublisher body(HttpRequest request, RequestEdit edit) {
        return request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(edit.apply(request.body()));
    }
}

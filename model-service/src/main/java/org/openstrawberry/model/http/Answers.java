package org.openstrawberry.model.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Responses as OpenAI's API has them. */
public final class Answers {
    private static final int RETRY_AFTER_SECONDS = 1;

    private Answers() {}

    /** 200 with a JSON body. */
    public static Response ok(ObjectNode body) {
        return Response.ok(Json.bytes(body), MediaType.APPLICATION_JSON).build();
    }

    /** The error's status and body. */
    public static Response error(ApiException e) {
        Response.ResponseBuilder builder =
                Response.status(e.status()).type(MediaType.APPLICATION_JSON).entity(Json.bytes(errorBody(e)));
        if (e.status() == 429 || e.status() == 503) {
            builder.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return builder.build();
    }

    /** The error's body. */
    public static ObjectNode errorBody(ApiException e) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", e.text())
                .put("type", e.type())
                .put("param", e.param())
                .put("code", e.code());
        return body;
    }
}

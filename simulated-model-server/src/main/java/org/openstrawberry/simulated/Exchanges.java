package org.openstrawberry.simulated;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Small helpers around the JDK's server. */
final class Exchanges {

    private Exchanges() {}

    static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        // -1 means "no body" to the JDK's server, 0 would mean "chunked".
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}

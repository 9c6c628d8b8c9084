package org.openstrawberry.simulated;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code GET /_log}, {@code GET /_stats}, {@code POST /_reset}. */
final class ControlHandler implements HttpHandler {

    private final RequestLog log;
    private final RecentRequests recent;
    private final ObjectMapper json;

    ControlHandler(RequestLog log, RecentRequests recent, ObjectMapper json) {
        this.log = log;
        this.recent = recent;
        this.json = json;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (asked) {
                case "GET /_log" -> sendLog(exchange);
                case "GET /_stats" ->
                    Exchanges.send(exchange, 200, "application/json", json.writeValueAsBytes(log.stats()));
                case "POST /_reset" -> {
                    log.reset();
                    recent.clear();
                    Exchanges.send(exchange, 204, "application/json", new byte[0]);
                }
                default ->
                    Exchanges.send(
                            exchange,
                            404,
                            "text/plain",
                            "GET /_log, GET /_stats, POST /_reset\n".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void sendLog(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
            for (LogEntry entry : log.entries()) {
                out.write(json.writeValueAsBytes(entry));
                out.write('\n');
            }
        }
    }
}

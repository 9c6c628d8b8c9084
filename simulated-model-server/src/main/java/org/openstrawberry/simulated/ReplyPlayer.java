package org.openstrawberry.simulated;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Sends replies, whole or streamed, errors and half replies; says what the log is to hold. */
final class ReplyPlayer {

    private final ChatReplyWriter writer;
    private final Duration perToken;

    ReplyPlayer(ChatReplyWriter writer, Duration perToken) {
        this.writer = writer;
        this.perToken = perToken;
    }

    String reply(HttpExchange exchange, SimulatedRequest request, SimulatedReply reply, boolean cut)
            throws IOException, InterruptedException {
        return request.stream() ? streamed(exchange, request, reply, cut) : whole(exchange, request, reply, cut);
    }

    void fail(HttpExchange exchange, Fault.ErrorStatus fault) throws IOException {
        if (fault.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
        }
        Exchanges.send(exchange, fault.status(), "application/json", writer.error(fault));
    }

    String odd(HttpExchange exchange, Fault.OddBody odd) throws IOException {
        Exchanges.send(exchange, 200, "application/json", odd.body().getBytes(StandardCharsets.UTF_8));
        return "200";
    }

    private String whole(HttpExchange exchange, SimulatedRequest request, SimulatedReply reply, boolean cut)
            throws IOException {
        byte[] body = writer.whole(request, reply);
        if (!cut) {
            Exchanges.send(exchange, 200, "application/json", body);
            return "200";
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        // Fewer bytes than announced: closing the exchange now closes the connection.
        exchange.getResponseBody().write(Arrays.copyOf(body, body.length / 2));
        exchange.getResponseBody().flush();
        return LogEntry.CUT;
    }

    private String streamed(HttpExchange exchange, SimulatedRequest request, SimulatedReply reply, boolean cut)
            throws IOException, InterruptedException {
        List<byte[]> events = writer.chunks(request, reply);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        // A stream that is cut announces one byte too many, so that closing it closes the connection.
        long announced = cut ? events.stream().mapToLong(event -> event.length).sum() + 1 : 0;
        exchange.sendResponseHeaders(200, announced);
        OutputStream out = exchange.getResponseBody();
        int sent = cut ? events.size() / 2 : events.size();
        for (byte[] event : events.subList(0, sent)) {
            out.write(event);
            out.flush();
            if (perToken.isPositive()) {
                Thread.sleep(perToken);
            }
        }
        return cut ? LogEntry.CUT : "200";
    }
}

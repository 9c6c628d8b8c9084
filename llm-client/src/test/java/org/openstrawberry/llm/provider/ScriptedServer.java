package org.openstrawberry.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.Collectors;

/** An HTTP server that plays responses of any provider, one after the other, and keeps the requests. */
public final class ScriptedServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request as it arrived; headers by their name in lower case. */
    public record Request(String path, String query, Map<String, String> headers, String text) {

        /** The body. */
        public JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How a response ends. */
    public enum End {
        /** As it should. */
        WELL,
        /** The connection is cut. */
        CUT,
        /** It does not end until the server is closed. */
        NEVER
    }

    /** A response to play. */
    public record Response(int status, Map<String, String> headers, List<String> pieces, End end) {

        /** A body of JSON. */
        public static Response json(int status, String body) {
            return new Response(status, Map.of("Content-Type", "application/json"), List.of(body), End.WELL);
        }

        /** A stream of these pieces, each with its own line ends. */
        public static Response stream(String... pieces) {
            return new Response(200, Map.of("Content-Type", "text/event-stream"), List.of(pieces), End.WELL);
        }

        /** A stream of events that have data only. */
        public static Response events(String... data) {
            String[] pieces = new String[data.length];
            for (int i = 0; i < data.length; i++) {
                pieces[i] = "data: " + data[i] + "\n\n";
            }
            return stream(pieces);
        }

        /** The same with another end. */
        public Response ending(End other) {
            return new Response(status, headers, pieces, other);
        }

        /** The same with a header more. */
        public Response with(String header, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Response(status, more, pieces, end);
        }
    }

    private final HttpServer http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Response> responses = new LinkedBlockingDeque<>();
    private final BlockingDeque<Request> requests = new LinkedBlockingDeque<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Listens on a free port. */
    public ScriptedServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(workers);
        http.createContext("/", this::handle);
        http.start();
    }

    /** What it answers next, after all it was told before. */
    public ScriptedServer then(Response response) {
        responses.add(response);
        return this;
    }

    /** Its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** The newest request. */
    public Request request() {
        return requests.getLast();
    }

    /** All requests, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestURI().getRawPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                                    entry -> String.join(",", entry.getValue()))),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Response response = responses.poll();
            if (response == null) {
                exchange.sendResponseHeaders(599, -1);
                failures.add("a request that was not expected");
            } else {
                play(exchange, response);
            }
        }
    }

    private void play(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        long length = response.pieces().stream()
                .mapToLong(piece -> piece.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        // One byte more than is sent: closing the exchange then cuts the connection.
        exchange.sendResponseHeaders(response.status(), response.end() == End.CUT ? length + 1 : 0);
        OutputStream out = exchange.getResponseBody();
        for (String piece : response.pieces()) {
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        if (response.end() == End.NEVER) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops; whatever was asked beyond the script is an error. */
    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        workers.shutdownNow();
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.toString());
        }
    }
}

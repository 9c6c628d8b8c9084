package org.openstrawberry.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it was told, the last answer again and again, and keeps the requests. */
public final class FakeOrchestrator implements AutoCloseable {
    private static final int NO_ANSWER = 0;

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private record Answer(int status, String type, String body) {}

    /** What was asked. */
    public record Request(String method, String path, Map<String, String> headers, String body) {}

    /** On a free port. */
    public FakeOrchestrator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it answers. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next answer to that method and path, such as {@code GET /api/runs}. */
    public FakeOrchestrator answer(String request, int status, String body) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, type, body));
        return this;
    }

    /** The next request of that method and path gets no answer: the connection breaks. */
    public FakeOrchestrator breakOff(String request) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(NO_ANSWER, "", ""));
        return this;
    }

    /** All requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The only request of that method and path. */
    public Request only(String request) {
        List<Request> found = requests.stream()
                .filter(one -> (one.method() + " " + one.path()).equals(request))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " requests of " + request + " in " + requests);
        }
        return found.getFirst();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        requests.add(new Request(exchange.getRequestMethod(), path, headers, body));
        Deque<Answer> queue = answers.getOrDefault(exchange.getRequestMethod() + " " + path, new ArrayDeque<>());
        Answer answer = queue.isEmpty()
                ? new Answer(404, "application/problem+json", "{\"title\":\"no such thing\",\"status\":404}")
                : queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        if (answer.status() == NO_ANSWER) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.openstrawberry.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A bare client of the server under test. */
final class Client implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedModelServer server;

    Client(SimulatedModelServer server) {
        this.server = server;
    }

    /** A request of alternating user and assistant messages behind a system message. */
    static ObjectNode conversation(String... turns) {
        ObjectNode body = JSON.createObjectNode().put("model", "simulated");
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", "Take small steps.");
        for (int i = 0; i < turns.length; i++) {
            messages.addObject().put("role", i % 2 == 0 ? "user" : "assistant").put("content", turns[i]);
        }
        return body;
    }

    HttpResponse<String> post(ObjectNode body, String... headers) throws IOException, InterruptedException {
        return http.send(request(body, headers), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postLater(ObjectNode body, String... headers) {
        return http.sendAsync(request(body, headers), HttpResponse.BodyHandlers.ofString());
    }

    /** The text of the reply. */
    String ask(ObjectNode body) throws IOException, InterruptedException {
        return JSON.readTree(post(body).body()).at("/choices/0/message/content").asText();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode getJson(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    void postEmpty(String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(at(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(ObjectNode body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private URI at(String path) {
        return server.baseUrl().resolve(path);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

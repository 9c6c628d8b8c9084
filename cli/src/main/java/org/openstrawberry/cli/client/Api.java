package org.openstrawberry.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Sends requests to the orchestrator and reads its answers. */
public final class Api {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(15);
    private static final int MAX_ANSWER_BYTES = 256 * 1024 * 1024;
    private static final int FIRST_ERROR_STATUS = 400;

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    /** At that address, such as {@code http://127.0.0.1:8080}. */
    public Api(String url) {
        this.url = url;
    }

    /**
     * GETs a resource.
     *
     * @throws ApiException when the server refuses
     * @throws ConnectionException when it cannot be reached or answers no JSON
     */
    public JsonNode get(String path) {
        return send(request(path, REQUEST_TIMEOUT).GET().build());
    }

    /**
     * POSTs a JSON body.
     *
     * @throws ApiException when the server refuses
     * @throws ConnectionException when it cannot be reached or answers no JSON
     */
    public JsonNode post(String path, JsonNode body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        return send(request.build());
    }

    /**
     * POSTs a file with form fields; the file is streamed, whatever its size.
     *
     * @throws ApiException when the server refuses
     * @throws ConnectionException when it cannot be reached or answers no JSON, or the file cannot be read
     */
    public JsonNode upload(String path, Path file, Map<String, String> fields) {
        try {
            Multipart form = Multipart.of(file, fields);
            return send(request(path, UPLOAD_TIMEOUT)
                    .header("Content-Type", form.contentType())
                    .POST(form.body())
                    .build());
        } catch (FileNotFoundException e) {
            throw new ConnectionException("the file " + file + " cannot be read", e);
        }
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            String body = read(response.body());
            if (response.statusCode() >= FIRST_ERROR_STATUS) {
                throw new ApiException(error(response.statusCode(), body));
            }
            return body.isBlank() ? Json.object() : Json.parse(body);
        } catch (JsonProcessingException e) {
            throw new ConnectionException(
                    url + " does not answer in JSON; does another program listen on that port?", e);
        } catch (IOException e) {
            throw new ConnectionException(
                    "%s cannot be reached (%s); is the stack up? Try: ./strawberry status".formatted(url, reason(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException("interrupted while waiting for " + url, e);
        }
    }

    private static String read(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES) {
                throw new IOException("the answer is larger than 256 MB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static ServerError error(int status, String body) {
        try {
            JsonNode problem = Json.parse(body);
            return problem.isObject() ? ServerError.ofProblem(status, problem) : ServerError.ofText(status, body);
        } catch (JsonProcessingException e) {
            return ServerError.ofText(status, body);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}

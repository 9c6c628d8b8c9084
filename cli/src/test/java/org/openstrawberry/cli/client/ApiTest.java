package org.openstrawberry.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.embedded.LocalPorts;

class ApiTest {
    @TempDir
    private Path folder;

    private final FakeOrchestrator server = new FakeOrchestrator();
    private final Api api = new Api(server.url());

    ApiTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldUploadAFileWithItsFields() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("odd \"name\".jsonl"), "{\"question\": \"ü\"}\n");
        server.answer("POST /api/problem-sets", 201, "{\"id\": \"7\", \"problems\": 1}");

        // when
        JsonNode answer = api.upload("/api/problem-sets", file, Map.of("preset", "gsm8k"));

        // then
        FakeOrchestrator.Request request = server.only("POST /api/problem-sets");
        String type = String.valueOf(request.headers().get("content-type"));
        String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
        assertThat(request.body())
                .isEqualTo("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"preset\"\r\nContent-Type: text/plain; charset=UTF-8"
                        + "\r\n\r\ngsm8k\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"odd %22name%22.jsonl\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n{\"question\": \"ü\"}\n\r\n--" + boundary
                        + "--\r\n");
        assertThat(answer.path("id").asText()).isEqualTo("7");
    }

    @Test
    void shouldSendAJsonBodyAndHeaders() {
        // given
        server.answer("POST /api/runs", 201, "{\"id\": \"r\"}");

        // when
        api.post("/api/runs", Json.object().put("model", "m"), Map.of("Idempotency-Key", "k"));

        // then
        FakeOrchestrator.Request request = server.only("POST /api/runs");
        assertThat(request.body()).isEqualTo("{\"model\":\"m\"}");
        assertThat(request.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("idempotency-key", "k");
    }

    @Test
    void shouldReadTheProblemOfARefusal() {
        // given
        server.answer("GET /api/runs/1", 400, """
                {"title": "The request is invalid", "status": 400, "detail": "Two fields are wrong", "code": "INVALID",
                 "errors": [{"field": "samplesPerProblem", "reason": "must be 1 or more"},
                            {"field": "model", "reason": "unknown provider"}], "extra": 1}
                """);

        // when, then
        assertThatThrownBy(() -> api.get("/api/runs/1"))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.error().status()).isEqualTo(400);
                    assertThat(refused.error().code()).isEqualTo("INVALID");
                })
                .hasMessage("""
                        The request is invalid: Two fields are wrong
                          samplesPerProblem: must be 1 or more
                          model: unknown provider""");
    }

    @Test
    void shouldSayOnceWhatIsWrongWithAField() {
        // given
        server.answer("GET /api/runs/1", 400, """
                {"title": "The request has invalid fields", "status": 400, "detail": "model unknown provider",
                 "errors": [{"field": "model", "reason": "unknown provider"}]}
                """);

        // when, then
        assertThatThrownBy(() -> api.get("/api/runs/1")).hasMessage("""
                        The request has invalid fields
                          model: unknown provider""");
    }

    @Test
    void shouldShowARefusalThatIsNoProblemDocument() {
        // given
        server.answer("GET /api/runs/1", 502, "Bad gateway");

        // when, then
        assertThatThrownBy(() -> api.get("/api/runs/1"))
                .isInstanceOf(ApiException.class)
                .hasMessage("the server answered 502: Bad gateway");
    }

    @Test
    void shouldSayWhatToDoWhenNobodyAnswers() {
        // given
        Api nobody = new Api("http://127.0.0.1:" + LocalPorts.findFree());

        // when, then
        assertThatThrownBy(() -> nobody.get("/api/runs"))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("./strawberry status");
    }

    @Test
    void shouldSayThatSomebodyElseAnswers() {
        // given
        server.answer("GET /api/runs", 200, "<html>");

        // when, then
        assertThatThrownBy(() -> api.get("/api/runs"))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("does not answer in JSON");
    }
}

package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class BadUploadTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @Inject
    Rows rows;

    @TestHTTPResource("/api/problem-sets")
    @SuppressWarnings("NullAway.Init") // Set by the test framework.
    URI problemSets;

    @Test
    void shouldRejectALineOfFiftyMegabytesAndKeepItsNeighbours(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("long.jsonl");
        byte[] letters = "x".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("{\"question\":\"a\",\"answer\":\"1\"}\n{\"question\":\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 50; i++) {
                out.write(letters);
            }
            out.write(
                    "\",\"answer\":\"2\"}\n{\"question\":\"c\",\"answer\":\"3\"}".getBytes(StandardCharsets.US_ASCII));
        }

        given().multiPart("file", file.toFile())
                .multiPart("name", "long-" + UUID.randomUUID())
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("problems", equalTo(2), "rejected[0].line", equalTo(2), "rejectedCount", equalTo(1));
    }

    @Test
    void shouldRefuseABodyThatIsTooLargeByItsOwnWord() throws Exception {
        String reply = raw("POST /api/problem-sets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 6000000000\r\n\r\n{");

        assertThat(reply)
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json")
                .contains("TOO_LARGE");
    }

    @Test
    void shouldRefuseATooLargeJsonBodyWithoutReadingItAll() throws Exception {
        assertTooLarge("/api/problem-sets", 9);
        assertTooLarge("/api/runs", 2);
        assertTooLarge("/api/traces", 2);
        assertTooLarge("/api/judge", 3);
    }

    private void assertTooLarge(String path, int mebibytes) throws Exception {
        byte[] chunk = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(problemSets.resolve(path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArrays(
                                    java.util.Collections.nCopies(mebibytes, chunk)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).as(path).isEqualTo(413);
            assertThat(response.body()).contains("TOO_LARGE");
        }
    }

    @Test
    void shouldTakeAJsonBodyOfSevenMebibytes() {
        String prompt = "x".repeat(140_000);
        String problems = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> "{\"prompt\":\"" + i + prompt + "\"}")
                .collect(java.util.stream.Collectors.joining(","));

        given().contentType("application/json")
                .body("{\"name\":\"large-" + UUID.randomUUID() + "\",\"problems\":[" + problems + "]}")
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("problems", equalTo(50));
    }

    @Test
    void shouldRefuseAJsonBodyOfMoreTokensThanFitTheMemory() {
        String brackets = "{},".repeat(1_200_000);

        given().contentType("application/json")
                .body("{\"name\":\"brackets\",\"problems\":[" + brackets + "{}]}")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_JSON"));
    }

    @Test
    void shouldHaveAThirdLargeBodyWaitAndThenComeBack() throws Exception {
        String begin = "POST /api/problem-sets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 200000\r\n\r\n" + " ".repeat(100_000);
        try (Socket first = begin(begin);
                Socket second = begin(begin)) {
            // Both are inside once a third is refused; until then it may get in before one of them.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> given().contentType("application/json")
                            .body(" ".repeat(100_000))
                            .post("/api/runs")
                            .then()
                            .statusCode(503)
                            .header("Retry-After", equalTo("5"))
                            .contentType(ProblemDetail.MEDIA_TYPE)
                            .body("code", equalTo("BUSY")));
            given().contentType("application/json")
                    .body("{}")
                    .post("/api/runs")
                    .then()
                    .statusCode(400);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> given().contentType("application/json")
                        .body(" ".repeat(100_000))
                        .post("/api/runs")
                        .then()
                        .statusCode(400));
    }

    private Socket begin(String request) throws IOException {
        Socket socket = new Socket(problemSets.getHost(), problemSets.getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void shouldRefuseAMultipartBodyThatIsNone() {
        String manyParts = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n".repeat(5_000);
        for (String body : java.util.List.of("garbage", manyParts + "--b--\r\n")) {
            given().header("Content-Type", "multipart/form-data; boundary=b")
                    .body(body.getBytes(StandardCharsets.US_ASCII))
                    .post("/api/problem-sets")
                    .then()
                    .statusCode(400)
                    .contentType(ProblemDetail.MEDIA_TYPE)
                    .body("code", equalTo("BAD_REQUEST"));
        }
    }

    @Test
    void shouldStoreNothingOfABodyThatIsCut() throws Exception {
        String name = "cut-" + UUID.randomUUID();
        long before = rows.count("SELECT count(*) FROM problem_set WHERE name LIKE ?", "cut-%");
        String json = "{\"name\":\"" + name + "\",\"problems\":[{\"prompt\":\"a\"}]}";
        cut("POST /api/problem-sets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + (json.length() + 10) + "\r\n\r\n" + json);
        String part = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + name + "\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.jsonl\"\r\n\r\n"
                + "{\"question\":\"a\",\"answer\":\"1\"}\n";
        cut("POST /api/problem-sets HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                + "Content-Length: " + (part.length() + 100) + "\r\n\r\n" + part);

        // The server is alive, has answered another request since, and holds nothing of either.
        given().get("/api/problem-sets").then().statusCode(200);
        assertThat(rows.count("SELECT count(*) FROM problem_set WHERE name LIKE ?", "cut-%"))
                .isEqualTo(before);
    }

    private void cut(String request) throws IOException {
        try (Socket socket = new Socket(problemSets.getHost(), problemSets.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.setSoLinger(true, 0);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(problemSets.getHost(), problemSets.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            StringBuilder reply = new StringBuilder();
            byte[] buffer = new byte[4096];
            int count = in.read(buffer);
            while (count > 0 && !reply.toString().contains("}")) {
                reply.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                count = reply.toString().contains("}") ? 0 : in.read(buffer);
            }
            return reply.toString();
        }
    }
}

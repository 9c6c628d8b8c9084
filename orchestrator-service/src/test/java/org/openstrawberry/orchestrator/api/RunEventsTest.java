package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class RunEventsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TestHTTPResource("/api/runs/")
    @SuppressWarnings("NullAway.Init") // Set by the test framework.
    URI runs;

    @Test
    void shouldTellAllEventsInOrderResumeAndEndWithTheRun() throws Exception {
        // given a run of three traces that is watched from its beginning
        String id = TestSets.run(TestSets.sums(3), 1);
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread watcher = Thread.ofVirtual().start(() -> read(id, "", lines::add));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines).contains("event:progress"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> given().get("/api/runs/" + id).then().body("traces.states.AWAITING_TURN", equalTo(3)));

        // when it is cancelled
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200);

        // then every trace's end is told, and the stream ends by itself
        assertThat(watcher.join(PATIENCE)).isTrue();
        assertThat(lines.stream().filter("event:trace.finished"::equals)).hasSize(3);
        assertThat(lines.lastIndexOf("event:run.finished")).isGreaterThan(lines.lastIndexOf("event:trace.finished"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("data:").contains("\"status\":\"CANCELLED\""));

        // and it can be resumed after any event
        List<String> ids = lines.stream()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3).strip())
                .toList();
        List<String> rest = new ArrayList<>();
        read(id, "?lastEventId=" + ids.getFirst(), rest::add);
        assertThat(rest.stream().filter("event:trace.finished"::equals)).hasSize(2);
        assertThat(rest.stream().filter("event:run.finished"::equals)).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNoPlaceInTheStream() {
        String id = TestSets.run(TestSets.sums(1), 1);

        given().header("Last-Event-ID", "yesterday")
                .get("/api/runs/" + id + "/events")
                .then()
                .statusCode(400)
                .contentType(ProblemDetail.MEDIA_TYPE);
        given().queryParam("from", "tomorrow")
                .get("/api/runs/" + id + "/events")
                .then()
                .statusCode(400);
        given().get("/api/runs/" + UUID.randomUUID() + "/events")
                .then()
                .statusCode(404)
                .contentType(ProblemDetail.MEDIA_TYPE);
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200);
    }

    private void read(String id, String query, Consumer<String> lines) {
        HttpRequest request = HttpRequest.newBuilder(runs.resolve(id + "/events" + query))
                .header("Accept", "text/event-stream")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            response.body().forEach(lines);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

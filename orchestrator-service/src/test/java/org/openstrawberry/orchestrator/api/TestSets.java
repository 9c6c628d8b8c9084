package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Problem sets for tests, made over the interface. */
final class TestSets {
    private TestSets() {}

    /** A set of so many sums with the recording {@code old}. */
    static String sums(int problems) {
        String rows = IntStream.range(0, problems)
                .mapToObj(
                        i -> "{\"prompt\":\"What is %d + 1?\",\"groundTruth\":\"%d\",\"recordings\":{\"old\":[\"%d\"]}}"
                                .formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));
        return given().contentType(ContentType.JSON)
                .body("{\"name\":\"sums-" + UUID.randomUUID() + "\",\"problems\":[" + rows + "]}")
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Starts a run that nobody works on, and gives its id. */
    static String run(String set, int samples) {
        return given().contentType(ContentType.JSON)
                .body("{\"problemSet\":\"" + set + "\",\"model\":\"replay:old\",\"mode\":\"SINGLE_SHOT\","
                        + "\"samplesPerProblem\":" + samples + "}")
                .post("/api/runs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}

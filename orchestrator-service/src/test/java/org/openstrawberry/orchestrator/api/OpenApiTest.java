package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class OpenApiTest {
    private static final List<String> OPERATIONS = List.of(
            "post /api/problem-sets",
            "get /api/problem-sets",
            "get /api/problem-sets/{id}",
            "post /api/runs",
            "get /api/runs",
            "get /api/runs/{id}",
            "post /api/runs/{id}/pause",
            "post /api/runs/{id}/resume",
            "post /api/runs/{id}/cancel",
            "post /api/runs/{id}/budget",
            "post /api/runs/forecast",
            "get /api/runs/{id}/critic",
            "get /api/runs/{id}/traces",
            "get /api/runs/{id}/events",
            "post /api/traces",
            "get /api/traces/{id}",
            "post /api/traces/{id}/pause",
            "post /api/traces/{id}/resume",
            "post /api/traces/{id}/cancel",
            "get /api/models",
            "post /api/judge");

    @Test
    void shouldDescribeEveryOperation() throws Exception {
        JsonNode paths = new ObjectMapper()
                .readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString())
                .path("paths");

        assertThat(OPERATIONS).allSatisfy(operation -> {
            String[] parts = operation.split(" ", 2);
            JsonNode described = paths.path(parts[1]).path(parts[0]);
            assertThat(described.path("summary").asText()).as(operation).isNotBlank();
            assertThat(described.path("operationId").asText()).as(operation).isNotBlank();
        });
    }

    @Test
    void shouldBeLiveWhileItsLoopsGoOn() {
        given().get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Background loops' }.data.'run-scheduler'", equalTo("goes on"))
                .body("checks.find { it.name == 'Background loops' }.data.reaper", equalTo("goes on"))
                .body("checks.find { it.name == 'Background loops' }.data.'outbox-relay'", equalTo("goes on"));
    }

    @Test
    void shouldDescribeTheBodyOfARun() throws Exception {
        JsonNode schemas = new ObjectMapper()
                .readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString())
                .path("components")
                .path("schemas");

        assertThat(schemas.path("NewRun").path("properties").properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains(
                        "problemSet",
                        "model",
                        "samplesPerProblem",
                        "temperature",
                        "seed",
                        "maxTurns",
                        "verifier",
                        "budget");
        assertThat(schemas.path("Run").path("properties").has("accuracy")).isTrue();
        assertThat(names(schemas, "TokenCounts"))
                .containsExactlyInAnyOrder(
                        "input", "cached", "cacheWritten", "output", "reasoning", "calls", "unmeteredCalls");
        assertThat(names(schemas, "TurnTokens"))
                .containsExactlyInAnyOrder("input", "cached", "cacheWritten", "output", "reasoning");
        assertThat(names(schemas, "Provider"))
                .containsExactlyInAnyOrder("prefix", "available", "missingVariables", "models");
    }

    private static List<String> names(JsonNode schemas, String schema) {
        return schemas.path(schema).path("properties").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}

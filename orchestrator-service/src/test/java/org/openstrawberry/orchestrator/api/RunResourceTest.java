package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class RunResourceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Rows rows;

    @Test
    void shouldStartARunAndTellHowFarItHasCome() {
        String set = TestSets.sums(3);

        String id = post("{\"problemSet\":\"" + set + "\",\"model\":\"replay:old\",\"mode\":\"SINGLE_SHOT\","
                        + "\"limit\":2,\"samplesPerProblem\":4,\"seed\":7}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        await().atMost(PATIENCE).untilAsserted(() -> run(id).body("traces.states.AWAITING_TURN", equalTo(8)));
        run(id).body("status", equalTo("RUNNING"))
                .body("problems", equalTo(2))
                .body("traces.total", equalTo(8))
                .body("traces.finished", equalTo(0))
                .body("accuracy", nullValue())
                .body("settings.seed", equalTo(7))
                .body("settings.finalCheckEvery", equalTo(9))
                .body("startedAt", notNullValue())
                .body("finishedAt", nullValue());
        given().get("/api/runs").then().statusCode(200).body("items.id", hasItem(id));
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200);
    }

    @Test
    void shouldNameEveryWrongField() {
        post("{\"problemSet\":\"nowhere\",\"model\":\"llama:7b\",\"samplesPerProblem\":-1,\"temperature\":2.5,"
                        + "\"maxTurns\":0,\"finalCheckEvery\":\"nine\",\"mode\":\"ESSAY\",\"colour\":\"red\","
                        + "\"verifier\":{\"mode\":\"NOSE\",\"window\":0,\"hue\":1,\"votes\":2,\"probability\":1.5,\"returns\":1},\"budget\":{\"cost\":5}}")
                .then()
                .statusCode(400)
                .contentType(ProblemDetail.MEDIA_TYPE)
                .body("code", equalTo("INVALID_REQUEST"))
                .body(
                        "errors.field",
                        hasItems(
                                "problemSet",
                                "model",
                                "samplesPerProblem",
                                "temperature",
                                "maxTurns",
                                "finalCheckEvery",
                                "mode",
                                "colour",
                                "verifier.mode",
                                "verifier.window",
                                "verifier.votes",
                                "verifier.probability",
                                "verifier.returns",
                                "verifier.hue",
                                "budget.cost"))
                .body("errors.find { it.field == 'model' }.reason", containsString("openai"))
                .body("errors.find { it.field == 'model' }.reason", containsString("replay"))
                .body("errors.find { it.field == 'samplesPerProblem' }.reason", containsString("-1"));
        post("{}").then().statusCode(400).body("errors.field", hasItems("problemSet", "model"));
        post("{\"problemSet\":\"" + TestSets.sums(1) + "\",\"model\":\"replay:new\"}")
                .then()
                .statusCode(400)
                .body("errors[0].reason", containsString("It has old."));
        post("[1]").then().statusCode(400).body("code", equalTo("MALFORMED_JSON"));
        post("").then().statusCode(400).body("code", equalTo("MALFORMED_JSON"));
        post("{\"seed\":1,\"seed\":2}").then().statusCode(400).body("code", equalTo("MALFORMED_JSON"));
    }

    @Test
    void shouldFillInWhatARunDoesNotSayAboutItsCritics() {
        String set = TestSets.sums(1);
        String start = "{\"problemSet\":\"" + set + "\",\"model\":\"replay:old\",\"verifier\":";
        settingsOf(start + "{\"mode\":\"gate\"}}")
                .body("mode", equalTo("GATE"))
                .body("every", equalTo(0))
                .body("votes", equalTo(1))
                .body("returns", equalTo(2))
                .body("timeoutSeconds", equalTo(900));
        settingsOf(start + "{\"mode\":\"OBSERVE\",\"probability\":0.25,\"votes\":9}}")
                .body("every", equalTo(0))
                .body("probability", equalTo(0.25f))
                .body("votes", equalTo(9))
                .body("temperature", equalTo(0.7f))
                .body("returns", nullValue());
        settingsOf(start + "{\"mode\":\"OBSERVE\"}}").body("every", equalTo(3));
        post(start + "{\"mode\":\"GATE\"},\"mode\":\"SINGLE_SHOT\"}")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("verifier.mode"));
    }

    /** What the run stored about its critics. */
    private static ValidatableResponse settingsOf(String body) {
        String id = post(body).then().statusCode(201).extract().path("id");
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200);
        return given().get("/api/runs/" + id).then().rootPath("settings.verifier");
    }

    @Test
    void shouldRefuseCharactersThatCannotBeStored() {
        String set = TestSets.sums(1);
        for (String bad : List.of("\\u0000", "\\ud800")) {
            post("{\"problemSet\":\"" + set + "\",\"model\":\"replay:old\",\"name\":\"a" + bad
                            + "\",\"prompts\":{\"system\":\"a" + bad + "\",\"next\":[\"go on\",\"a" + bad
                            + "\"],\"finalCheck\":\"" + bad + "\"},\"x" + bad + "\":1}")
                    .then()
                    .statusCode(400)
                    .contentType(ProblemDetail.MEDIA_TYPE)
                    .body("errors.field", hasItems("name", "prompts.system", "prompts.next[1]", "prompts.finalCheck"));
            post("{\"problemSet\":\"a" + bad + "\",\"model\":\"replay:" + bad + "\"}")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItems("problemSet", "model"));
            given().contentType(ContentType.JSON)
                    .body("{\"prompt\":\"a" + bad + "\",\"groundTruth\":\"" + bad + "\",\"model\":\"replay:x\","
                            + "\"recordings\":{\"x\":[\"" + bad + "\"]}}")
                    .post("/api/traces")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItems("prompt", "groundTruth", "recordings.x[0]"));
            given().contentType(ContentType.JSON)
                    .body("{\"name\":\"a" + bad + "\",\"problems\":[{\"prompt\":\"a\",\"recordings\":{\"a" + bad
                            + "\":[\"b\"]}}]}")
                    .post("/api/problem-sets")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItems("name"));
        }
        given().queryParam("name", "a\0").get("/api/problem-sets").then().statusCode(400);
        given().header("Idempotency-Key", "k\u00e9y")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/runs")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("Idempotency-Key"));
    }

    @Test
    void shouldRefuseARunOfTooManyTraces() {
        assertThat(RunOrderReader.MAX_SAMPLES).isEqualTo(10_000);
        post("{\"problemSet\":\"" + TestSets.sums(101) + "\",\"model\":\"replay:old\",\"samplesPerProblem\":10000}")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("samplesPerProblem"));
    }

    @Test
    void shouldMakeOneRunOfOneIdempotencyKey() throws Exception {
        String set = TestSets.sums(1);
        String key = UUID.randomUUID().toString();
        String body = "{\"problemSet\":\"" + set + "\",\"model\":\"replay:old\",\"samplesPerProblem\":2}";
        Callable<Response> start = () -> given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/runs");

        List<String> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> response : threads.invokeAll(Collections.nCopies(8, start))) {
                response.get()
                        .then()
                        .statusCode(201)
                        .header("Location", endsWith(response.get().<String>path("id")));
                ids.add(response.get().path("id"));
            }
        }

        assertThat(ids).containsOnly(ids.getFirst());
        assertThat(rows.count("SELECT count(*) FROM run WHERE problem_set_id = ?", UUID.fromString(set)))
                .isOne();
        given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body("{ \"samplesPerProblem\": 2, \"model\": \"replay:old\", \"problemSet\": \"" + set + "\" }")
                .post("/api/runs")
                .then()
                .statusCode(201)
                .body("id", equalTo(ids.getFirst()));
        given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body.replace(":2", ":3"))
                .post("/api/runs")
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        given().header("Idempotency-Key", "")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/runs")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("Idempotency-Key"));
        given().header("Idempotency-Key", "x".repeat(201))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/runs")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("Idempotency-Key"));
    }

    @Test
    void shouldPauseResumeAndCancel() {
        String id = TestSets.run(TestSets.sums(2), 1);

        given().post("/api/runs/" + id + "/pause").then().statusCode(200).body("status", equalTo("PAUSED"));
        given().post("/api/runs/" + id + "/resume").then().statusCode(200);
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200).body("status", equalTo("CANCELLED"));

        await().atMost(PATIENCE).untilAsserted(() -> run(id).body("finishedAt", notNullValue()));
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200);
        given().post("/api/runs/" + id + "/resume")
                .then()
                .statusCode(409)
                .contentType(ProblemDetail.MEDIA_TYPE)
                .body("code", equalTo("ALREADY_OVER"));
        given().post("/api/runs/" + UUID.randomUUID() + "/pause").then().statusCode(404);
        given().get("/api/runs/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void shouldPageAndFilterTraces() {
        String id = TestSets.run(TestSets.sums(3), 2);
        await().atMost(PATIENCE).untilAsserted(() -> run(id).body("traces.states.AWAITING_TURN", equalTo(6)));
        String traces = "/api/runs/" + id + "/traces";

        String next = given().queryParam("limit", 4)
                .get(traces)
                .then()
                .statusCode(200)
                .body("items", hasSize(4))
                .extract()
                .path("next");
        given().queryParam("limit", 4)
                .queryParam("cursor", next)
                .get(traces)
                .then()
                .body("items", hasSize(2), "next", nullValue());
        given().queryParam("problem", "1")
                .get(traces)
                .then()
                .body("items", hasSize(2), "items.problem.position", everyItem(equalTo(1)));
        given().queryParam("state", "AWAITING_TURN")
                .queryParam("verdict", "NONE")
                .get(traces)
                .then()
                .body("items", hasSize(6));
        given().queryParam("verdict", "CORRECT").get(traces).then().body("items", hasSize(0));
        given().queryParam("verdict", "MAYBE")
                .get(traces)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("verdict"));
        given().queryParam("problem", "x").get(traces).then().statusCode(400);
        given().get("/api/runs/" + UUID.randomUUID() + "/traces").then().statusCode(404);
        given().post("/api/runs/" + id + "/cancel").then().statusCode(200);
    }

    @Test
    void shouldAskOneQuestion() {
        String trace = given().contentType(ContentType.JSON)
                .body("{\"prompt\":\"What is 17 * 23?\",\"groundTruth\":\"391\",\"model\":\"replay:mine\","
                        + "\"recordings\":{\"mine\":[\"391\"]}}")
                .post("/api/traces")
                .then()
                .statusCode(201)
                .body("run", notNullValue())
                .extract()
                .path("id");

        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/traces/" + trace).then().body("turns", hasSize(1)));
        given().get("/api/traces/" + trace)
                .then()
                .statusCode(200)
                .body("problem.prompt", equalTo("What is 17 * 23?"))
                .body("problem.groundTruth", equalTo("391"))
                .body("state", equalTo("AWAITING_TURN"))
                .body("systemPrompt", notNullValue())
                .body("turns[0].index", equalTo(0))
                .body("turns[0].kind", equalTo("PROBLEM"))
                .body("turns[0].status", equalTo("PENDING"))
                .body("verdict", nullValue());
        given().post("/api/traces/" + trace + "/pause").then().statusCode(200).body("paused", equalTo(true));
        given().post("/api/traces/" + trace + "/resume").then().statusCode(200).body("paused", equalTo(false));
        given().post("/api/traces/" + trace + "/cancel").then().statusCode(200).body("endReason", equalTo("CANCELLED"));
        given().post("/api/traces/" + trace + "/resume").then().statusCode(409);
        given().get("/api/traces/" + UUID.randomUUID()).then().statusCode(404);
        given().contentType(ContentType.JSON)
                .body("{\"prompt\":\" \",\"model\":\"replay:mine\",\"samplesPerProblem\":2}")
                .post("/api/traces")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("prompt", "model", "samplesPerProblem"));
    }

    @Test
    void shouldHaveTheTraceOfAQuestionWithItsRunAndMakeItOnce() {
        // given
        String key = UUID.randomUUID().toString();
        List<String> traces = new ArrayList<>();

        // when
        for (int i = 0; i < 2; i++) {
            Response response = given().header("Idempotency-Key", key)
                    .contentType(ContentType.JSON)
                    .body("{\"prompt\":\"" + key + "\",\"model\":\"replay:mine\",\"recordings\":{\"mine\":[\"1\"]}}")
                    .post("/api/traces");
            response.then().statusCode(201);
            traces.add(response.path("id"));
            assertThat(rows.count(
                            "SELECT count(*) FROM trace JOIN run r ON r.id = run_id WHERE r.idempotency_key = ?", key))
                    .isOne();
        }

        // then
        assertThat(traces).containsOnly(traces.getFirst());
        given().post("/api/traces/" + traces.getFirst() + "/cancel").then().statusCode(200);
    }

    @Test
    void shouldListProvidersAndSayWhenTheJudgeIsAway() {
        given().get("/api/models")
                .then()
                .statusCode(200)
                .body("providers.prefix", hasItems("openai", "replay"))
                .body("providers.find { it.prefix == 'replay' }.available", equalTo(true))
                .body("providers.find { it.prefix == 'replay' }.models", equalTo(List.of()))
                .body("providers.find { it.prefix == 'vllm' }.available", equalTo(false))
                .body("providers.find { it.prefix == 'vllm' }.missingVariables", equalTo(List.of("VLLM_BASE_URL")))
                .body("providers.find { it.prefix == 'vllm' }.models", equalTo(List.of()))
                .body("providers.find { it.prefix == 'ollama' }.available", equalTo(true))
                .body("providers.find { it.prefix == 'ollama' }.missingVariables", equalTo(List.of()))
                .body(
                        "providers.find { it.prefix == 'ollama' }.models",
                        equalTo(List.of("ollama:mistral:v0.3", "ollama:llama3.1")));
        given().contentType(ContentType.JSON)
                .body("{\"answer\":\"18\",\"groundTruth\":\"18\"}")
                .post("/api/judge")
                .then()
                .statusCode(503)
                .contentType(ProblemDetail.MEDIA_TYPE)
                .body("code", equalTo("JUDGE_UNAVAILABLE"));
    }

    private static Response post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/runs");
    }

    private static ValidatableResponse run(String id) {
        return given().get("/api/runs/" + id).then().statusCode(200);
    }
}

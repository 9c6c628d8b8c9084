package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.orchestrator.problemset.SharedData;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class ProblemSetResourceTest {
    private static final String ROWS =
            "{\"question\":\"1+1\",\"answer\":\"2\"}\n{\"question\":\"1+2\",\"answer\":\"3\"}\n";

    @Inject
    Rows rows;

    @Test
    void shouldImportAFileOnceByContentAndCountVersions() {
        String name = unique();

        String first = upload(name, ROWS)
                .then()
                .statusCode(201)
                .header("Location", startsWith("http"))
                .body("name", equalTo(name), "version", equalTo(1), "problems", equalTo(2))
                .body("rejected", hasSize(0))
                .extract()
                .path("id");
        String again = upload(name, ROWS)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .extract()
                .path("id");
        upload(name, ROWS + "{\"question\":\"1+3\",\"answer\":\"4\"}")
                .then()
                .statusCode(201)
                .body("version", equalTo(2));

        assertThat(again).isEqualTo(first);
        given().get("/api/problem-sets/" + first)
                .then()
                .statusCode(200)
                .body("preview[0].prompt", equalTo("1+1"), "preview[0].groundTruth", equalTo("2"));
        given().queryParam("name", name)
                .get("/api/problem-sets")
                .then()
                .statusCode(200)
                .body("items", hasSize(2), "items[0].version", equalTo(2), "next", equalTo(null));
        String next = given().queryParam("name", name)
                .queryParam("limit", 1)
                .get("/api/problem-sets")
                .then()
                .body("items", hasSize(1), "next", notNullValue())
                .extract()
                .path("next");
        given().queryParam("name", name)
                .queryParam("cursor", next)
                .get("/api/problem-sets")
                .then()
                .body("items", hasSize(1), "items[0].version", equalTo(1), "next", equalTo(null));
    }

    @Test
    void shouldMakeOneSetOfIdenticalImportsAtTheSameMoment() throws Exception {
        String name = unique();
        Callable<Response> post = () -> upload(name, ROWS);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> responses = threads.invokeAll(java.util.Collections.nCopies(12, post));
            List<String> ids = new java.util.ArrayList<>();
            int created = 0;
            for (Future<Response> response : responses) {
                created += response.get().statusCode() == 201 ? 1 : 0;
                ids.add(response.get().path("id"));
            }
            assertThat(ids).doesNotContainNull().containsOnly(ids.getFirst());
            assertThat(created).isEqualTo(1);
        }
        assertThat(rows.problemsIn(name)).isEqualTo(2);
    }

    @Test
    void shouldKeepTheGoodRowsUnlessStrict() {
        String name = unique();
        String mixed = ROWS + "{\"question\":\"no answer\"}\nnonsense\n";

        given().multiPart("file", "x.jsonl", bytes(mixed))
                .multiPart("name", name)
                .multiPart("strict", "true")
                .post("/api/problem-sets")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("ROWS_REJECTED"), "errors[0].field", equalTo("line 3"))
                .body("errors[0].reason", equalTo("field \"answer\" is missing"));
        assertThat(rows.problemsIn(name)).isZero();
        upload(name, mixed)
                .then()
                .statusCode(201)
                .body("problems", equalTo(2), "rejectedCount", equalTo(2))
                .body("rejected[0].line", equalTo(3), "rejected[1].line", equalTo(4));
    }

    @Test
    void shouldTakeAMapping() {
        given().multiPart("file", "x.csv", bytes("frage;antwort;kind\nWie viel ist 1+1?;Lösung \\boxed{2};leicht\n"))
                .multiPart("name", unique())
                .multiPart(
                        "mapping",
                        "{\"prompt\": \"{frage} ({kind})\", \"groundTruth\": \"antwort\","
                                + " \"extraction\": \"BOXED\", \"answerType\": \"NUMBER\", \"level\": \"kind\"}")
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("mapping", equalTo("given"));
    }

    @Test
    void shouldKeepThePolicyOfComparisonWithTheSet() {
        String name = unique();
        upload(name, ROWS).then().statusCode(201).body("version", equalTo(1));

        String id = given().multiPart("file", "x.jsonl", bytes(ROWS))
                .multiPart("name", name)
                .multiPart("policy", "{\"percent\":\"EXACT\",\"tolerance\":\"1%\"}")
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("version", equalTo(2))
                .extract()
                .path("id");

        given().get("/api/problem-sets/" + id)
                .then()
                .body("policy.percent", equalTo("EXACT"), "policy.tolerance", equalTo("1%"))
                .body("policy.units", equalTo("LENIENT"), "policy.order", equalTo("ANY"));
        given().contentType("application/json")
                .body("""
                        {"name": "%s", "problems": [{"prompt": "1+1"}], "policy": {"order": "SAME"}}
                        """.formatted(unique()))
                .post("/api/problem-sets")
                .then()
                .statusCode(201);
        given().multiPart("file", "x.jsonl", bytes(ROWS))
                .multiPart("policy", "{\"tolerance\":\"much\",\"unit\":\"STRICT\"}")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("policy.tolerance", "policy.unit"));
    }

    @Test
    void shouldTakeProblemsAsJson() {
        String name = unique();
        String id = given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\",\"problems\":[{\"prompt\":\"1+1?\",\"groundTruth\":\"2\","
                        + "\"recordings\":{\"old\":[\"two\",\"2\"]}},{\"prompt\":\"open\"}]}")
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("problems", equalTo(2))
                .extract()
                .path("id");

        given().get("/api/problem-sets/" + id)
                .then()
                .body("recordings", equalTo(List.of("old")))
                .body("preview[1].groundTruth", equalTo(null));
    }

    @Test
    void shouldSayWhichFieldOfTheJsonIsWrong() {
        given().contentType(ContentType.JSON)
                .body(
                        "{\"name\":\"x\",\"color\":1,\"problems\":[{\"prompt\":\"a\"},{\"promt\":\"b\"},{\"prompt\":\"c\",\"answerType\":\"ESSAY\"}]}")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_REQUEST"))
                .body("errors.field", hasItem("color"))
                .body("errors.field", hasItem("problems[1].prompt"))
                .body("errors.field", hasItem("problems[1].promt"))
                .body("errors.find { it.field == 'problems[2].answerType' }.reason", containsString("NUMBER"));
    }

    @Test
    void shouldRefuseBadFilesAndStoreNothing() {
        String name = unique();
        assertRefused(name, "", 400, "EMPTY_FILE", "empty");
        assertRefused(name, "version https://git-lfs.github.com/spec/v1\n", 400, "STORAGE_POINTER", "git lfs pull");
        assertRefused(name, "a,b\n1,2\n", 400, "MAPPING_NEEDED", "Fields seen: a, b");
        assertRefused(name, "[{\"question\":\"a\",\"answer\":", 400, "MALFORMED_FILE", "line 1");
        given().multiPart("file", "x.csv", "question,answer\nWie groß?,1\n".getBytes(StandardCharsets.ISO_8859_1))
                .multiPart("name", name)
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("code", equalTo("NOT_UTF8"), "detail", containsString("byte 23 (line 2), 0xDF"));
        given().multiPart("name", name)
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("file"));
        given().multiPart("file", "x.jsonl", bytes(ROWS))
                .multiPart("preset", "mmlu")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("preset"), "errors[0].reason", containsString("gsm8k"));
        given().multiPart("file", "x.jsonl", bytes(ROWS))
                .multiPart("mapping", "{\"promt\":\"x\"}")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("mapping.prompt"))
                .body("errors.field", hasItem("mapping.promt"));
        given().multiPart("file", "x.jsonl", bytes(ROWS))
                .multiPart("mapping", "{\"prompt\":")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_JSON"));
        assertThat(rows.problemsIn(name)).isZero();
    }

    @Test
    void shouldTellEveryErrorOfTheProtocolAsAProblem() {
        given().get("/api/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NOT_FOUND"), "status", equalTo(404), "type", startsWith("urn:"));
        given().get("/api/problem-sets/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("problem set"));
        given().get("/api/problem-sets/17").then().statusCode(404).contentType("application/problem+json");
        given().delete("/api/problem-sets")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("code", equalTo("METHOD_NOT_ALLOWED"));
        given().contentType("text/plain")
                .body("x")
                .post("/api/problem-sets")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
        given().contentType(ContentType.JSON)
                .body("{\n  \"name\": \"x\",\n  \"problems\": [}")
                .post("/api/problem-sets")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("MALFORMED_JSON"), "detail", containsString("line 3"));
        given().queryParam("limit", -3)
                .get("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("limit"));
        given().queryParam("cursor", "x")
                .get("/api/problem-sets")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"), "detail", not(containsString("Exception")));
    }

    @Test
    void shouldImportSevenThousandProblemsInSeconds() {
        Path file = SharedData.file("gsm8k-train.jsonl");
        assumeTrue(Files.exists(file), () -> file + " is absent");
        Instant start = Instant.now();

        given().multiPart("file", file.toFile())
                .multiPart("name", unique())
                .multiPart("preset", "gsm8k")
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("problems", equalTo(7473), "mapping", equalTo("gsm8k"));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldStoreRecordings() {
        Path file = SharedData.file("gsm8k-model-solutions.jsonl");
        assumeTrue(Files.exists(file), () -> file + " is absent");

        String id = given().multiPart("file", file.toFile())
                .multiPart("name", unique())
                .post("/api/problem-sets")
                .then()
                .statusCode(201)
                .body("problems", equalTo(1319), "mapping", equalTo("gsm8k-model-solutions"))
                .extract()
                .path("id");

        given().get("/api/problem-sets/" + id)
                .then()
                .body(
                        "recordings",
                        equalTo(List.of("175b_finetuning", "175b_verification", "6b_finetuning", "6b_verification")));
        assertThat(rows.recordingsIn(UUID.fromString(id))).isEqualTo(4 * 1319);
    }

    private void assertRefused(String name, String content, int status, String code, String part) {
        upload(name, content)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code), "detail", containsString(part));
    }

    private static Response upload(String name, String content) {
        return given().multiPart(
                        "file",
                        "x.jsonl"
                                .replace(
                                        "jsonl",
                                        content.startsWith("a,") ? "csv" : content.startsWith("[") ? "json" : "jsonl"),
                        bytes(content))
                .multiPart("name", name)
                .post("/api/problem-sets");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unique() {
        return "set-" + UUID.randomUUID();
    }
}

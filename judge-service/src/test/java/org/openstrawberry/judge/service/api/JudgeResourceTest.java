package org.openstrawberry.judge.service.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.judge.Judge;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class JudgeResourceTest {
    @Test
    void shouldJudgeAnAnswerAndSayWhy() {
        post(Map.of("answer", "So \\boxed{\\frac{1}{2}}.", "groundTruth", "0.50", "type", "NUMBER"))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("outcome", equalTo("CORRECT"))
                .body("rule", equalTo("number"))
                .body("ruleVersion", equalTo(Judge.VERSION))
                .body("reason", equalTo("the box says 0.5, which equals 0.5"))
                .body("extracted", equalTo("\\frac{1}{2}"))
                .body("normalForms.answer", equalTo("0.5"))
                .body("normalForms.groundTruth", equalTo("0.5"));
    }

    @Test
    void shouldFindTheKindWhenNoneIsGiven() {
        post(Map.of("answer", "{3,1,2}", "groundTruth", "{1,2,3}"))
                .statusCode(200)
                .body("outcome", equalTo("CORRECT"))
                .body("rule", equalTo("formula"));
    }

    @Test
    void shouldCallABlankAnswerIncorrect() {
        post(Map.of("answer", "  ", "groundTruth", "3841"))
                .statusCode(200)
                .body("outcome", equalTo("INCORRECT"))
                .body("rule", equalTo("blank"))
                .body("extracted", nullValue());
    }

    @Test
    void shouldNameEveryWrongField() {
        post(Map.of("answer", 18, "type", "MAGIC"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_REQUEST"))
                .body("type", equalTo("urn:open-strawberry:problem:invalid-request"))
                .body("status", equalTo(400))
                .body("errors.field", hasItems("answer", "groundTruth", "type"))
                .body("errors.find { it.field == 'answer' }.reason", equalTo("must be a string"))
                .body("errors.find { it.field == 'groundTruth' }.reason", equalTo("is missing"))
                .body("errors.find { it.field == 'type' }.reason", containsString("GAME24"));
    }

    @Test
    void shouldCompareByTheGivenPolicy() {
        post(Map.of("answer", "50%", "groundTruth", "50", "policy", Map.of("percent", "EXACT")))
                .statusCode(200)
                .body("outcome", equalTo("INCORRECT"));
        post(Map.of("answer", "2, 1", "groundTruth", "1, 2", "policy", Map.of("order", "SAME")))
                .statusCode(200)
                .body("outcome", equalTo("INCORRECT"));
        post(Map.of("answer", "101", "groundTruth", "100", "policy", Map.of("tolerance", "1%")))
                .statusCode(200)
                .body("outcome", equalTo("CORRECT"));
    }

    @Test
    void shouldNameEveryWrongFieldOfThePolicy() {
        post(Map.of("answer", "1", "groundTruth", "1", "policy", Map.of("units", "SOME", "tolerance", "much")))
                .statusCode(400)
                .body("errors.field", hasItems("units", "tolerance"));
        post(Map.of("answer", "1", "groundTruth", "1", "policy", "EXACT"))
                .statusCode(400)
                .body("errors[0].field", equalTo("policy"));
    }

    @Test
    void shouldRefuseABlankGroundTruth() {
        post(Map.of("answer", "18", "groundTruth", " "))
                .statusCode(400)
                .body("errors[0].field", equalTo("groundTruth"))
                .body("detail", equalTo("groundTruth must not be blank"));
    }

    @Test
    void shouldRefuseTextsTooLong() {
        post(Map.of("answer", "1".repeat(1_000_001), "groundTruth", "2".repeat(60_001)))
                .statusCode(400)
                .body("errors.field", hasItems("answer", "groundTruth"))
                .body("errors[0].reason", equalTo("must be at most 1000000 characters, not 1000001"));
    }

    @Test
    void shouldJudgeTheLongestAnswer() {
        post(Map.of("answer", "1".repeat(1_000_000), "groundTruth", "1"))
                .statusCode(200)
                .body("outcome", equalTo("UNDECIDED"));
    }

    @Test
    void shouldRefuseABodyBeyondTheLimit() throws IOException {
        // given: the size alone, since a client that goes on writing may miss the answer
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);

            // when
            socket.getOutputStream().write("""
                            POST /api/judge HTTP/1.1\r
                            Host: localhost\r
                            Content-Type: application/json\r
                            Content-Length: %d\r
                            \r
                            """.formatted(9 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII));

            // then
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(status).contains(" 413 ");
        }
    }

    @Test
    void shouldRefuseWhatIsNoJson() {
        for (String body : new String[] {"{\"answer\": \"18\", ", "", "[]", "\"18\"", "{} {}", "nonsense"}) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post("/api/judge")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("MALFORMED_JSON"))
                    .body("errors", empty());
        }
    }

    @Test
    void shouldAnswerOtherMistakesWithProblemDetails() {
        given().contentType("text/plain")
                .body("18")
                .post("/api/judge")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
        given().get("/api/judge")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("code", equalTo("METHOD_NOT_ALLOWED"));
    }

    @Test
    void shouldBeLiveAndReady() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    private static ValidatableResponse post(Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/judge")
                .then();
    }
}

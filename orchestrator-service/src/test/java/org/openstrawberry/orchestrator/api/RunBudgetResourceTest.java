package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class RunBudgetResourceTest {
    private static final String RUNS = "/api/runs";

    @Test
    void shouldTellAndChangeTheBudgetOfARun() {
        // given
        String id = post(RUNS, body("\"budget\":{\"tokens\":100000,\"cost\":0.0000001}"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // when / then
        given().get(RUNS + "/" + id)
                .then()
                .statusCode(200)
                .body(containsString("\"cost\":{\"cap\":0.0000001,\"spent\":0,\"possible\":0,\"reserved\":0}"))
                .body("budget.tokens.cap", equalTo(100_000))
                .body("budget.tokens.spent", equalTo(0))
                .body("budget.stopped", nullValue())
                .body("cost", nullValue())
                .body("currency", equalTo("USD"))
                .body("settings.prices.version", notNullValue())
                .body("models[0].role", equalTo("GENERATOR"))
                .body("forecast.tokens.expected", nullValue())
                .body("forecast.tokens.high", greaterThan(0));
        post(RUNS + "/" + id + "/budget", "{\"tokens\":null,\"cost\":2.50}")
                .then()
                .statusCode(200)
                .body("budget.tokens.cap", nullValue())
                .body("budget.cost.cap", equalTo(2.5f));
        post(RUNS + "/" + id + "/budget", "{\"cost\":3}").then().statusCode(200).body("budget.cost.cap", equalTo(3));
        given().post(RUNS + "/" + id + "/cancel").then().statusCode(200);
        post(RUNS + "/" + id + "/budget", "{\"cost\":5}")
                .then()
                .statusCode(409)
                .contentType(ProblemDetail.MEDIA_TYPE)
                .body("code", equalTo("ALREADY_OVER"));
    }

    @Test
    void shouldSayWhatIsWrongWithABudget() {
        // given
        String id = TestSets.run(TestSets.sums(1), 1);

        // when / then
        post(RUNS + "/" + id + "/budget", "{\"cost\":5}")
                .then()
                .statusCode(409)
                .body("code", equalTo("WITHOUT_BUDGET"));
        post(RUNS + "/" + id + "/budget", "{}").then().statusCode(400).body("errors.field", hasItem("tokens"));
        post(RUNS + "/" + id + "/budget", "{\"tokens\":0,\"cost\":0.00000000001,\"euros\":1}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("tokens"))
                .body("errors.field", hasItem("cost"))
                .body("errors.field", hasItem("euros"));
        post(RUNS + "/" + UUID.randomUUID() + "/budget", "{\"cost\":5}").then().statusCode(404);
        given().post(RUNS + "/" + id + "/cancel").then().statusCode(200);
    }

    @Test
    void shouldRefuseACapOnACostThatNobodyKnows() {
        post(
                        RUNS,
                        body("\"budget\":{\"cost\":5}")
                                .replace(
                                        "\"budget\"",
                                        "\"verifier\":{\"mode\":\"OBSERVE\",\"model\":\"groq:nobody-knows\"},\"budget\""))
                .then()
                .statusCode(400)
                .body(
                        "errors.find { it.field == 'budget.cost' }.reason",
                        containsString("the price of groq:nobody-knows is not known"));
    }

    @Test
    void shouldForetellWhatARunWouldUseWithoutStartingIt() {
        post(RUNS + "/forecast", body("\"samplesPerProblem\":3"))
                .then()
                .statusCode(200)
                .body("calls.low", equalTo(6))
                .body("calls.high", equalTo(300))
                .body("tokens.high", greaterThan(100_000))
                .body("cost.low", equalTo(0))
                .body("cost.high", equalTo(0))
                .body("currency", equalTo("USD"));
        post(RUNS + "/forecast", "{\"model\":\"replay:old\"}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("problemSet"));
    }

    private static String body(String more) {
        return "{\"problemSet\":\"" + TestSets.sums(2) + "\",\"model\":\"replay:old\"," + more + "}";
    }

    private static Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }
}

package org.openstrawberry.orchestrator.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
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
class CampaignResourceTest {
    private static final String CAMPAIGNS = "/api/campaigns";

    @Test
    void shouldTellOfACampaignItsBudgetAndItsRuns() {
        // given
        String campaign = campaign("{\"name\":\"both\",\"budget\":{\"tokens\":5000,\"cost\":1.50}}");
        String run = run(campaign).then().statusCode(201).extract().path("id");

        // when / then
        given().get(CAMPAIGNS + "/" + campaign)
                .then()
                .statusCode(200)
                .body("name", equalTo("both"))
                .body("currency", equalTo("USD"))
                .body("budget.tokens.cap", equalTo(5_000))
                .body("budget.cost.cap", equalTo(1.5f))
                .body("budget.stopped", nullValue());
        given().get("/api/runs/" + run)
                .then()
                .body("campaign", equalTo(campaign))
                .body("budget.tokens.cap", nullValue());
        given().get("/api/runs?campaign=" + campaign)
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(run));
        given().get(CAMPAIGNS + "?limit=1").then().statusCode(200).body("items[0].id", equalTo(campaign));
        given().post("/api/runs/" + run + "/cancel").then().statusCode(200);
        given().get(CAMPAIGNS + "/" + campaign).then().body("runs.CANCELLED", equalTo(1));
    }

    @Test
    void shouldChangeTheCapsOfACampaign() {
        // given
        String campaign = campaign("{\"name\":\"none yet\"}");

        // when / then
        post(CAMPAIGNS + "/" + campaign + "/budget", "{\"cost\":2.5}")
                .then()
                .statusCode(200)
                .body("budget.cost.cap", equalTo(2.5f))
                .body("budget.tokens.cap", nullValue());
        post(CAMPAIGNS + "/" + UUID.randomUUID() + "/budget", "{\"cost\":2.5}")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldMakeOneCampaignOfTheSameRequestSentTwice() {
        // given
        String key = UUID.randomUUID().toString();

        // when
        String first = keyed(key, "{\"name\":\"once\"}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String second = keyed(key, "{\"name\":\"once\"}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // then
        org.assertj.core.api.Assertions.assertThat(second).isEqualTo(first);
        keyed(key, "{\"name\":\"twice\"}").then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
    }

    @Test
    void shouldSayWhatIsWrong() {
        post(CAMPAIGNS, "{\"budget\":{\"tokens\":0},\"rounds\":3}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("name"))
                .body("errors.field", hasItem("budget.tokens"))
                .body("errors.field", hasItem("rounds"));
        run("no-campaign").then().statusCode(400).body("errors.field", hasItem("campaign"));
        given().get(CAMPAIGNS + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void shouldTakeNoRunOfUnknownCostIntoACampaignWhoseCostIsCapped() {
        // given
        String campaign = campaign("{\"name\":\"capped\",\"budget\":{\"cost\":1}}");
        String other = campaign("{\"name\":\"free\"}");

        // when / then
        unpriced(campaign).then().statusCode(400).body(containsString("the price of a model of the run is not known"));

        // given
        unpriced(other).then().statusCode(201);

        // when / then
        post(CAMPAIGNS + "/" + other + "/budget", "{\"cost\":1}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("cost"));
        given().get(CAMPAIGNS + "/" + other).then().body("budget.cost", nullValue());
    }

    private static String campaign(String body) {
        return post(CAMPAIGNS, body).then().statusCode(201).extract().path("id");
    }

    private static Response run(String campaign) {
        return post(
                "/api/runs",
                "{\"problemSet\":\"" + TestSets.sums(2) + "\",\"model\":\"replay:old\",\"campaign\":\"" + campaign
                        + "\"}");
    }

    private static Response unpriced(String campaign) {
        return post(
                "/api/runs",
                "{\"problemSet\":\"" + TestSets.sums(2)
                        + "\",\"model\":\"replay:old\",\"verifier\":{\"mode\":\"OBSERVE\",\"model\":"
                        + "\"mistral:nobody-knows\"},\"campaign\":\"" + campaign + "\"}");
    }

    private static Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    private static Response keyed(String key, String body) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post(CAMPAIGNS);
    }
}

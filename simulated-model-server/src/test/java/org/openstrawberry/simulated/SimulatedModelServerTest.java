package org.openstrawberry.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedModelServerTest {

    private final SimulatedModelServer server = SimulatedModelServer.builder()
            .script(ReplyScript.always("one two three four"))
            .models(List.of("small", "large"))
            .start();
    private final Client client = new Client(server);

    @BeforeEach
    void reset() {
        server.reset();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldAnswerAsTheChatCompletionsApiDoes() throws Exception {
        // given
        ObjectNode body = Client.conversation("what now", "a step", "go on please");

        // when
        HttpResponse<String> response = client.post(body);

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode reply = Client.JSON.readTree(response.body());
        assertThat(reply.path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.path("model").asText()).isEqualTo("simulated");
        assertThat(reply.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("one two three four");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(10);
        assertThat(reply.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(7);
        assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(4);
        assertThat(reply.at("/usage/total_tokens").asInt()).isEqualTo(14);
    }

    @Test
    void shouldCutAReplyAtMaxTokens() throws Exception {
        // given
        ObjectNode body = Client.conversation("go").put("max_tokens", 2);

        // when
        JsonNode reply = Client.JSON.readTree(client.post(body).body());

        // then
        assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("one two");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void shouldStreamAndEndWithUsageThatHasNoChoices() throws Exception {
        // given
        ObjectNode body = Client.conversation("go").put("stream", true);
        body.putObject("stream_options").put("include_usage", true);

        // when
        HttpResponse<String> response = client.post(body);

        // then
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<String> events = List.of(response.body().split("\n\n"));
        assertThat(events).allMatch(event -> event.startsWith("data: ")).last().isEqualTo("data: [DONE]");
        StringBuilder text = new StringBuilder();
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : events.subList(0, events.size() - 1)) {
            JsonNode chunk = Client.JSON.readTree(event.substring("data: ".length()));
            chunks.add(chunk);
            text.append(chunk.at("/choices/0/delta/content").asText(""));
        }
        assertThat(text).hasToString("one two three four");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void shouldStreamWithoutUsageUnlessAsked() throws Exception {
        // given
        ObjectNode body = Client.conversation("go").put("stream", true);

        // when
        HttpResponse<String> response = client.post(body);

        // then
        assertThat(response.body()).doesNotContain("usage");
    }

    @Test
    void shouldListItsModels() throws Exception {
        // when
        JsonNode models = client.getJson("/v1/models");

        // then
        assertThat(models.at("/data/0/id").asText()).isEqualTo("small");
        assertThat(models.at("/data/1/id").asText()).isEqualTo("large");
    }

    @Test
    void shouldLogWhatEachRequestWasForAndHowItEnded() throws Exception {
        // given
        server.faults(FaultPlan.first(Fault.rateLimited(1)));
        String[] headers = {"X-Strawberry-Trace", "t1", "X-Strawberry-Turn", "3", "X-Strawberry-Attempt", "2"};

        // when
        client.post(Client.conversation("go"), headers);
        client.post(Client.conversation("go"), headers);

        // then
        Awaitility.await().until(() -> server.stats().inFlight() == 0);
        List<LogEntry> log = server.log();
        assertThat(log).extracting(LogEntry::outcome).containsExactly("429", "200");
        assertThat(log).extracting(LogEntry::fault).containsExactly("429", null);
        assertThat(log).allSatisfy(entry -> {
            assertThat(entry.trace()).isEqualTo("t1");
            assertThat(entry.turn()).isEqualTo("3");
            assertThat(entry.attempt()).isEqualTo("2");
        });
        assertThat(log.get(1).number()).isGreaterThan(log.get(0).number());
        String lines = client.get("/_log").body();
        assertThat(lines.lines()).hasSize(2);
        assertThat(Client.JSON
                        .readTree(lines.lines().findFirst().orElseThrow())
                        .path("outcome")
                        .asText())
                .isEqualTo("429");
    }

    @Test
    void shouldCountTurnsAnsweredMoreThanOnce() throws Exception {
        // given
        client.post(Client.conversation("go"), "X-Strawberry-Trace", "t1", "X-Strawberry-Turn", "0");
        client.post(Client.conversation("go"), "X-Strawberry-Trace", "t1", "X-Strawberry-Turn", "0");
        client.post(Client.conversation("go"), "X-Strawberry-Trace", "t1", "X-Strawberry-Turn", "1");
        Awaitility.await().until(() -> server.stats().inFlight() == 0);

        // when
        JsonNode stats = client.getJson("/_stats");

        // then
        assertThat(stats.path("requests").asInt()).isEqualTo(3);
        assertThat(stats.path("answeredTurns").asInt()).isEqualTo(2);
        assertThat(stats.path("repeatedTurns").asInt()).isEqualTo(1);
        assertThat(stats.at("/outcomes/200").asInt()).isEqualTo(3);
    }

    @Test
    void shouldForgetOnReset() throws Exception {
        // given
        client.post(Client.conversation("go"));

        // when
        client.postEmpty("/_reset");

        // then
        assertThat(server.log()).isEmpty();
        assertThat(server.requests()).isEmpty();
        assertThat(server.stats().requests()).isZero();
    }

    @Test
    void shouldAnswerManyAtOnceAndGaugeThem() {
        // given
        server.latency(Latency.ofMillis(400));

        // when
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            replies.add(client.postLater(Client.conversation("go")));
        }

        // then
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(200));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.inFlight() == 0);
        assertThat(server.stats().maxInFlight()).isBetween(100, 300);
        assertThat(server.stats().requests()).isEqualTo(300);
    }

    @Test
    void shouldShowRequestsThatAreNotAnsweredYet() throws Exception {
        // given
        server.latency(Latency.ofMillis(60_000));

        // when
        CompletableFuture<HttpResponse<String>> reply = client.postLater(Client.conversation("go"));

        // then
        Awaitility.await().until(() -> server.inFlight() == 1);
        assertThat(server.log()).singleElement().extracting(LogEntry::outcome).isEqualTo(LogEntry.PENDING);
        assertThat(reply).isNotDone();
    }

    @Test
    void shouldRefuseWhatIsNotAChatRequest() throws Exception {
        // when
        HttpResponse<String> response =
                client.post(Client.JSON.createObjectNode().put("prompt", "no messages"));

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.JSON.readTree(response.body()).at("/error/type").asText())
                .isEqualTo("invalid_request_error");
    }
}

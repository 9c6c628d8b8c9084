package org.openstrawberry.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

    private final SimulatedModelServer server =
            SimulatedModelServer.builder().requireKey("right").start();
    private final Client client = new Client(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        return client.post(Client.conversation("go"), "Authorization", "Bearer right");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 429, rate_limit_exceeded",
        "500, 500, internal_error",
        "503, 503, overloaded",
        "400, 400, invalid_value",
        "context, 400, context_length_exceeded",
        "401, 401, invalid_api_key",
        "404, 404, model_not_found"
    })
    void shouldFailInOpenAisForm(String label, int status, String code) throws Exception {
        // given
        Fault fault = List.of(
                        Fault.rateLimited(7),
                        Fault.serverError(),
                        Fault.overloaded(),
                        Fault.badRequest(),
                        Fault.contextLength(),
                        Fault.unauthorized(),
                        Fault.unknownModel())
                .stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow();
        server.faults(FaultPlan.always(fault));

        // when
        HttpResponse<String> response = post();

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = Client.JSON.readTree(response.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(response.headers().firstValue("Retry-After"))
                .isEqualTo(status == 429 ? Optional.of("7") : Optional.empty());
    }

    @Test
    void shouldCutBeforeTheHeaders() {
        // given
        server.faults(FaultPlan.always(Fault.cutBeforeHeaders()));

        // when / then
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        Awaitility.await().until(() -> server.inFlight() == 0);
        assertThat(server.log()).singleElement().extracting(LogEntry::outcome).isEqualTo(LogEntry.CUT);
    }

    @Test
    void shouldCutInTheMiddleOfTheBody() {
        // given
        server.faults(FaultPlan.always(Fault.cutMidBody()));

        // when / then
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        client.post(Client.conversation("go").put("stream", true), "Authorization", "Bearer right"))
                .isInstanceOf(IOException.class);
        Awaitility.await().until(() -> server.inFlight() == 0);
        assertThat(server.log()).extracting(LogEntry::outcome).containsOnly(LogEntry.CUT);
    }

    @Test
    void shouldServeAfterACut() throws Exception {
        // given
        server.faults(FaultPlan.first(Fault.cutMidBody()));

        // when
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);

        // then
        assertThat(post().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldBeSlow() throws Exception {
        // given
        server.faults(FaultPlan.always(new Fault.Slow(Duration.ofMillis(300))));
        long start = System.nanoTime();

        // when
        HttpResponse<String> response = post();

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void shouldSendOddBodiesWithStatus200() throws Exception {
        // given
        server.faults(FaultPlan.first(Fault.malformedJson(), Fault.emptyChoices(), Fault.oversized(10_000)));

        // when
        HttpResponse<String> malformed = post();
        HttpResponse<String> noChoices = post();
        HttpResponse<String> oversized = post();

        // then
        assertThat(List.of(malformed, noChoices, oversized))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
        assertThatThrownBy(() -> Client.JSON.readTree(malformed.body())).isInstanceOf(IOException.class);
        assertThat(Client.JSON.readTree(noChoices.body()).path("choices")).isEmpty();
        assertThat(oversized.body()).hasSize(10_000);
    }

    @Test
    void shouldRefuseAWrongKey() throws Exception {
        // when
        HttpResponse<String> response = client.post(Client.conversation("go"), "Authorization", "Bearer wrong");

        // then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(post().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldDrawFaultsWithTheirProbabilities() {
        // given
        RandomFaults plan =
                RandomFaults.seeded(7).with(Fault.rateLimited(1), 0.2).with(Fault.serverError(), 0.1);
        int draws = 20_000;

        // when
        Map<String, Integer> counts = new HashMap<>();
        for (long number = 1; number <= draws; number++) {
            String label =
                    plan.next(Requests.numbered(number)).map(Fault::label).orElse("none");
            counts.merge(label, 1, Integer::sum);
        }

        // then
        assertThat(counts.getOrDefault("429", 0) / (double) draws).isBetween(0.18, 0.22);
        assertThat(counts.getOrDefault("500", 0) / (double) draws).isBetween(0.08, 0.12);
    }

    @Test
    void shouldDrawTheSameFaultsForTheSameSeed() {
        // given
        RandomFaults one = RandomFaults.seeded(3).with(Fault.serverError(), 0.5);
        RandomFaults same = RandomFaults.seeded(3).with(Fault.serverError(), 0.5);
        RandomFaults other = RandomFaults.seeded(4).with(Fault.serverError(), 0.5);

        // when
        int differing = 0;
        for (long number = 1; number <= 200; number++) {
            SimulatedRequest request = Requests.numbered(number);
            assertThat(one.next(request)).isEqualTo(same.next(request));
            differing += one.next(request).equals(other.next(request)) ? 0 : 1;
        }

        // then
        assertThat(differing).isBetween(60, 140);
    }

    @Test
    void shouldRefuseProbabilitiesAboveOne() {
        // given
        RandomFaults half = RandomFaults.seeded(1).with(Fault.serverError(), 0.5);

        // when / then
        assertThatThrownBy(() -> half.with(Fault.overloaded(), 0.6)).isInstanceOf(IllegalArgumentException.class);
    }
}

package org.openstrawberry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.client.ApiException;
import org.openstrawberry.cli.client.ConnectionException;
import org.openstrawberry.cli.client.FakeOrchestrator;

class PatientApiTest {
    private final FakeOrchestrator server = new FakeOrchestrator();
    private final AtomicInteger waits = new AtomicInteger();

    PatientApiTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldWaitOutServerErrorsAndBrokenConnections() throws InterruptedException {
        // given
        server.answer("GET /api/runs/r1", 503, "{\"title\": \"the database is away\"}")
                .breakOff("GET /api/runs/r1")
                .answer("GET /api/runs/r1", 500, "")
                .answer("GET /api/runs/r1", 200, "{\"id\": \"r1\"}");

        // when, then
        assertThat(patient(Duration.ofMinutes(1)).get("/api/runs/r1").path("id").asText())
                .isEqualTo("r1");
        assertThat(waits).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldGiveUpWhenItsPatienceEnds() {
        // given
        server.answer("GET /api/runs/r1", 503, "{\"title\": \"the database is away\"}");

        // when, then
        assertThatThrownBy(() -> patient(Duration.ofMillis(100)).get("/api/runs/r1"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("the database is away");
    }

    @Test
    void shouldNotWaitForRefusals() {
        // given
        server.answer("GET /api/runs/r1", 429, "{\"title\": \"too many\"}");

        // when, then
        assertThatThrownBy(() -> patient(Duration.ofMinutes(1)).get("/api/runs/r1"))
                .isInstanceOf(ApiException.class);
        assertThat(waits).hasValue(0);
    }

    @Test
    void shouldNotWaitForAServerThatNeverAnswered() {
        // given
        server.close();

        // when, then
        assertThatThrownBy(() -> patient(Duration.ofMinutes(1)).get("/api/runs/r1"))
                .isInstanceOf(ConnectionException.class);
        assertThat(waits).hasValue(0);
    }

    private PatientApi patient(Duration patience) {
        return new PatientApi(new Api(server.url()), waits::incrementAndGet, patience);
    }
}

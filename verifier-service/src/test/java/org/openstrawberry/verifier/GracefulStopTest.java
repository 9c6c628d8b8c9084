package org.openstrawberry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.SimulatedModelServer;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.trace.Trace;

/** Stops the service, so it has an application of its own. */
@QuarkusTest
@TestProfile(GracefulStopTest.OwnApplication.class)
@WithTestResource(PostgresResource.class)
@WithTestResource(KafkaResource.class)
@WithTestResource(SimulatedModelResource.class)
class GracefulStopTest {
    /** Makes Quarkus start anew. */
    public static final class OwnApplication implements QuarkusTestProfile {}

    @Inject
    Fixture fixture;

    @Inject
    EventPublisher publisher;

    @Inject
    Verifier verifier;

    @Inject
    @ConfigProperty(name = "simulated.port")
    int port;

    @Test
    void shouldGiveBackWhatItCannotFinish() {
        // given
        try (SimulatedModelServer server = SimulatedModelServer.builder()
                .port(port)
                .latency(Latency.ofMillis(60_000))
                .start()) {
            Trace trace = fixture.trace(fixture.run(RunMode.TRACE, VerifierMode.FEEDBACK), 0);
            publisher.publish(List.of(fixture.completed(trace, 2)));
            await().atMost(Duration.ofSeconds(30)).until(() -> server.inFlight() == 1);

            // when
            long began = System.nanoTime();
            verifier.stop(new ShutdownEvent());

            // then
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            Critique critique = Objects.requireNonNull(fixture.critique(trace.id));
            assertThat(critique.status).isEqualTo(TurnStatus.PENDING);
            assertThat(critique.leaseOwner).isNull();
            assertThat(critique.attempt).isEqualTo(1);

            // when another event comes before the process ends, its row waits for others
            Trace late = fixture.trace(fixture.run(RunMode.TRACE, VerifierMode.FEEDBACK), 0);
            publisher.publish(List.of(fixture.completed(late, 2)));

            // then
            await().atMost(Duration.ofSeconds(30)).until(() -> fixture.critique(late.id) != null);
            assertThat(Objects.requireNonNull(fixture.critique(late.id)).status).isEqualTo(TurnStatus.PENDING);
        }
    }
}

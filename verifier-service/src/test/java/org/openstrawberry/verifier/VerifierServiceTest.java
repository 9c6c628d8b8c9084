package org.openstrawberry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.contracts.event.TurnCritiqued;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.FaultPlan;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;
import org.openstrawberry.simulated.SimulatedRequest;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(KafkaResource.class)
@WithTestResource(SimulatedModelResource.class)
class VerifierServiceTest {
    private static final String FAIL = """
            <verdict>FAIL</verdict><score>0.2</score><first_wrong_turn>2</first_wrong_turn>
            <critique>Turn 2 miscounts.</critique>
            """;
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Fixture fixture;

    @Inject
    EventPublisher publisher;

    @Inject
    EventCodec codec;

    @Inject
    @ConfigProperty(name = "simulated.port")
    int port;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    SimulatedModelServer server;
    CritiquedEvents events;

    @BeforeEach
    void listen() {
        server = SimulatedModelServer.builder()
                .port(port)
                .script(ReplyScript.always(FAIL))
                .start();
        events = new CritiquedEvents(bootstrapServers, codec);
    }

    @AfterEach
    void close() {
        server.close();
        events.close();
    }

    @Test
    void shouldMakeACritiqueOnceAlthoughItsEventComesTwice() {
        // given
        Trace trace = fixture.trace(run(), 0);
        Trace later = fixture.trace(run(), 0);

        // when
        publisher.publish(List.of(fixture.completed(trace, 2), fixture.completed(trace, 2)));
        Critique critique = ended(trace);
        publisher.publish(List.of(fixture.completed(trace, 2), fixture.completed(later, 2)));
        ended(later);

        // then
        assertThat(critique.status).isEqualTo(TurnStatus.COMPLETED);
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.FAIL);
        assertThat(critique.score).isEqualTo(0.2);
        assertThat(critique.firstWrongTurn).isEqualTo(2);
        assertThat(critique.text).isEqualTo("Turn 2 miscounts.");
        assertThat(critique.rawReply).isEqualTo(FAIL);
        assertThat(critique.attempt).isEqualTo(1);
        assertThat(critique.model).isEqualTo("openai:critic");
        assertThat(critique.outputTokens).isPositive();
        assertThat(critique.leaseOwner).isNull();
        await().atMost(LONG).until(() -> !events.of(later.id).isEmpty());
        assertThat(events.of(trace.id)).singleElement().satisfies(event -> {
            assertThat(event.critiqueId()).isEqualTo(critique.id);
            assertThat(event.runId()).isEqualTo(trace.runId);
            assertThat(event.afterTurn()).isEqualTo(2);
            assertThat(event.outcome()).isEqualTo(CritiqueOutcome.FAIL);
            assertThat(event.firstWrongTurn()).isEqualTo(2);
        });
        assertThat(requests(critique)).hasSize(1);
    }

    @Test
    void shouldShowTheCriticTheProblemAndTheWindowAndNeverTheGroundTruth() {
        // given
        Trace trace = fixture.trace(run(), 0);

        // when
        publisher.publish(List.of(fixture.completed(trace, 2)));
        Critique critique = ended(trace);

        // then
        SimulatedRequest request = requests(critique).getFirst();
        assertThat(request.model()).isEqualTo("critic");
        assertThat(request.messages())
                .extracting(SimulatedRequest.ChatMessage::role)
                .containsExactly("system", "user");
        assertThat(request.lastUserMessage())
                .contains("How many r are in strawberry?")
                .contains("Prompt of turn 1", "Reply of turn 1", "Prompt of turn 2", "Reply of turn 2")
                .doesNotContain("Reply of turn 0");
        assertThat(request.body().toString()).doesNotContain(Fixture.GROUND_TRUTH);
        assertThat(request.headers().toString()).doesNotContain(Fixture.GROUND_TRUTH);
    }

    @Test
    void shouldNotKnowWhatTheCriticSaidUnreadably() {
        // given
        server.script(ReplyScript.always("It looks right to me. PASS\u0000"));
        Trace trace = fixture.trace(run(), 0);

        // when
        publisher.publish(List.of(fixture.completed(trace, 2)));
        Critique critique = ended(trace);

        // then
        assertThat(critique.status).isEqualTo(TurnStatus.COMPLETED);
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.UNKNOWN);
        assertThat(critique.errorCode).isEqualTo("REPLY_NO_VERDICT");
        assertThat(critique.rawReply).isEqualTo("It looks right to me. PASS\uFFFD");
        assertThat(event(trace).outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
    }

    @Test
    void shouldFailWhenTheProviderFails() {
        // given
        server.faults(FaultPlan.always(Fault.serverError()));
        Trace trace = fixture.trace(run(), 0);

        // when
        publisher.publish(List.of(fixture.completed(trace, 2)));
        Critique critique = ended(trace);

        // then
        assertThat(critique.status).isEqualTo(TurnStatus.FAILED);
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.UNKNOWN);
        assertThat(critique.errorCode).isEqualTo("SERVER_ERROR");
        assertThat(event(trace).outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
    }

    @Test
    void shouldReserveForEachCallOfACritiqueAndRepeatOneThatWasCut() {
        // given a budget, and a critic whose first reply is cut
        server.faults(FaultPlan.first(Fault.cutMidBody()));
        Trace trace = fixture.trace(run(), 0);
        fixture.execute("""
                INSERT INTO budget (id, cap_cost, turn_output_bound, critique_output_bound, critique_input_price,
                                    critique_output_price)
                VALUES (?1, 100, 0, 2048, 0.000001, 0.000002)
                """, trace.runId);

        // when
        publisher.publish(List.of(fixture.completed(trace, 2)));
        Critique critique = ended(trace);

        // then
        assertThat(critique.status).isEqualTo(TurnStatus.COMPLETED);
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.FAIL);
        assertThat(critique.attempt).isEqualTo(2);
        assertThat(critique.failures).isEqualTo(1);
        assertThat(critique.cost).isPositive();
        assertThat(requests(critique)).hasSize(2);
        Budget budget = fixture.budget(trace.runId);
        assertThat(budget.reservedTokens).isZero();
        assertThat(budget.reservedCost).isZero();
        assertThat(budget.possibleTokens).isGreaterThan(2048 + CritiqueQueue.FIXED_BYTES);
        assertThat(budget.spentCost).isEqualByComparingTo(budget.possibleCost.add(critique.cost));
    }

    @Test
    void shouldIgnoreRunsThatWantNoCritique() {
        // given
        Trace off = fixture.trace(fixture.run(RunMode.TRACE, VerifierMode.OFF), 0);
        Trace singleShot = fixture.trace(fixture.run(RunMode.SINGLE_SHOT, VerifierMode.FEEDBACK), 0);
        Trace notDue = fixture.trace(run(), 0);
        Trace due = fixture.trace(run(), 0);

        // when
        publisher.publish(List.of(
                fixture.completed(off, 2),
                fixture.completed(singleShot, 2),
                fixture.completed(notDue, 1),
                fixture.completed(due, 2)));
        ended(due);

        // then
        assertThat(fixture.critique(off.id)).isNull();
        assertThat(fixture.critique(singleShot.id)).isNull();
        assertThat(fixture.critique(notDue.id)).isNull();
    }

    @Test
    void shouldTakeUpACritiqueWhoseVerifierVanished() {
        // given
        Trace trace = fixture.trace(run(), 0);

        // when
        vanished(trace, 0);
        Critique critique = ended(trace);

        // then
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.FAIL);
        assertThat(critique.attempt).isEqualTo(2);
        assertThat(critique.reaped).isEqualTo(1);
        assertThat(event(trace).critiqueId()).isEqualTo(critique.id);
    }

    @Test
    void shouldGiveUpACritiqueThatKeepsMakingVerifiersVanish() {
        // given
        Trace trace = fixture.trace(run(), 0);

        // when
        vanished(trace, 2);
        Critique critique = ended(trace);

        // then
        assertThat(critique.status).isEqualTo(TurnStatus.POISONED);
        assertThat(event(trace).outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
        assertThat(requests(critique)).isEmpty();
    }

    @Test
    void shouldKeepToItsSlotsAndMakeTheRestLater() {
        // given
        server.latency(Latency.ofMillis(300));
        Run run = run();
        List<Trace> traces = new ArrayList<>();
        for (int sample = 0; sample < 12; sample++) {
            traces.add(fixture.trace(run, sample));
        }

        // when
        publisher.publish(
                traces.stream().map(trace -> fixture.completed(trace, 2)).toList());
        List<Critique> critiques = traces.stream().map(this::ended).toList();

        // then
        assertThat(critiques)
                .allSatisfy(critique -> assertThat(requests(critique)).hasSize(1));
        assertThat(server.stats().maxInFlight()).isLessThanOrEqualTo(4);
    }

    @Test
    void shouldHoldItsLeaseWhileTheCriticTakesLongerThanIt() {
        // given
        server.latency(Latency.ofMillis(4_500));
        Trace trace = fixture.trace(run(), 0);

        // when
        publisher.publish(List.of(fixture.completed(trace, 2)));
        Critique critique = ended(trace);

        // then
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.FAIL);
        assertThat(critique.attempt).isEqualTo(1);
        assertThat(requests(critique)).hasSize(1);
    }

    @Test
    void shouldStopTheCallOfACritiqueThatIsNotWantedAnyMore() {
        // given
        server.latency(Latency.ofMillis(20_000));
        Trace trace = fixture.trace(run(), 0);
        publisher.publish(List.of(fixture.completed(trace, 2)));
        await().atMost(LONG).until(() -> server.inFlight() == 1);

        // when
        fixture.execute("UPDATE run SET status = 'CANCELLED' WHERE id = ?1", trace.runId);

        // then
        Critique critique = ended(trace);
        assertThat(critique.status).isEqualTo(TurnStatus.CANCELLED);
        assertThat(critique.outcome).isEqualTo(CritiqueOutcome.UNKNOWN);
    }

    @Test
    void shouldBeHealthy() {
        String live = RestAssured.get("/q/health/live")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(live).contains("critique-claims", "critique-leases");
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    private Run run() {
        return fixture.run(RunMode.TRACE, VerifierMode.FEEDBACK);
    }

    private void vanished(Trace trace, int reaped) {
        fixture.execute("""
                INSERT INTO critique (id, trace_id, after_turn, from_turn, to_turn, model, status, attempt, reaped,
                                      lease_owner, lease_until)
                VALUES (?1, ?2, 2, 1, 2, 'openai:critic', 'RUNNING', ?3, ?4, 'gone', now() - interval '1 second')
                """, UUID.randomUUID(), trace.id, reaped + 1, reaped);
    }

    /** What the critic of that critique was asked; its id stands for the trace on the wire. */
    private List<SimulatedRequest> requests(Critique critique) {
        return server.requests().stream()
                .filter(request -> request.header("X-Strawberry-Trace").equals(Optional.of(critique.id.toString())))
                .toList();
    }

    private Critique ended(Trace trace) {
        return await().atMost(LONG)
                .until(() -> fixture.critique(trace.id), critique -> critique != null && critique.outcome != null);
    }

    private TurnCritiqued event(Trace trace) {
        return await().atMost(LONG)
                .until(() -> events.of(trace.id), heard -> !heard.isEmpty())
                .getFirst();
    }
}

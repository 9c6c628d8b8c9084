package org.openstrawberry.orchestrator.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueCompleter;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;
import org.openstrawberry.store.critique.EndedCritique;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;

/** An answer that a critic has to let pass, on the rows that everybody shares. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class GateFlowTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Longer than the hour by which the fixtures make things older. */
    private static final int DAY = 86_400;

    @Inject
    RunLauncher launcher;

    @Inject
    RunControl control;

    @Inject
    TraceProgress progress;

    @Inject
    Reaper reaper;

    @Inject
    OutboxPublisher outboxPublisher;

    @Inject
    CritiqueQueue critiques;

    @Inject
    CritiqueCompleter completer;

    @Inject
    Fixtures fixtures;

    @Inject
    Workers workers;

    @Test
    void shouldSendAnAnswerBackAsOftenAsTheRunSaysAndThenTakeIt() {
        // given an answer whose critique nobody has begun, as when every event about it is lost
        UUID run = launch(Fixtures.gate(1, DAY, null));
        UUID trace = answered(run, "2");
        List<ClaimedCritique> claimed = askedAgain(run);
        assertThat(claimed).singleElement().satisfies(critique -> {
            assertThat(critique.traceId()).isEqualTo(trace);
            assertThat(critique.window()).isEqualTo(new Window(0, 0));
        });

        // when the critic's word is stored twice and told three times
        CritiqueCompletion failed = said(claimed.getFirst(), CritiqueOutcome.FAIL, "0 + 1 is not 2.");
        List<EndedCritique> first = completer.complete(List.of(failed));
        List<EndedCritique> second = completer.complete(List.of(failed));
        for (int time = 0; time < 3; time++) {
            progress.advance(List.of(trace));
        }

        // then the critique is the next prompt, once
        assertThat(first).hasSize(1);
        assertThat(second).isEmpty();
        assertThat(fixtures.turns(trace)).hasSize(2).last().satisfies(turn -> {
            assertThat(turn.kind).isEqualTo(TurnKind.FEEDBACK);
            assertThat(turn.prompt).contains("0 + 1 is not 2.");
        });
        assertThat(only(run).gateReturns).isEqualTo(1);
        assertThat(only(run).proposedAnswer).isNull();

        // when it answers again, and no answer may be sent back any more
        work(run, "<final_answer>1</final_answer>", TraceStatus.AWAITING_VERDICT);
        await().atMost(SOON).until(() -> {
            outboxPublisher.publish(workers.judge());
            return fixtures.isOver(run);
        });

        // then
        assertThat(only(run).endReason).isEqualTo(EndReason.FINAL_ANSWER);
        assertThat(only(run).answer).isEqualTo("1");
        assertThat(only(run).gateReturns).isEqualTo(1);
        given().get("/api/runs/" + run + "/critic")
                .then()
                .statusCode(200)
                .body("critiques.fail", equalTo(1))
                .body("windows.failedRight", equalTo(1))
                .body("traces.precision.value", equalTo(0.0f))
                .body("calibration.scores", equalTo(1))
                .body("calibration.expectedError", equalTo(0.9f))
                .body("cost", equalTo(0.1f));
        given().queryParam("compareWith", run)
                .get("/api/runs/" + run + "/critic")
                .then()
                .statusCode(200)
                .body("comparison.problems", equalTo(1))
                .body("comparison.difference", equalTo(0.0f));
        given().queryParam("compareWith", UUID.randomUUID())
                .get("/api/runs/" + run + "/critic")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("compareWith"));
        given().get("/api/runs/" + UUID.randomUUID() + "/critic").then().statusCode(404);
    }

    @Test
    void shouldAcceptAnAnswerWhoseCritiqueNeverEndsButNotWhileItIsPaused() {
        // given
        UUID run = launch(Fixtures.gate(2, 60, null));
        UUID trace = answered(run, "1");
        critiques.insertMissing(
                List.of(new CritiqueDraft(UUID.randomUUID(), trace, 0, new Window(0, 0), "replay:test")));
        List<ClaimedCritique> claimed = claim(run);

        // when it waits in a pause
        control.pauseRun(run);
        fixtures.age(run);
        reaper.round();
        TraceStatus paused = only(run).status;
        control.resumeRun(run);
        reaper.round();
        TraceStatus resumed = only(run).status;

        // and when it waits without one
        fixtures.age(run);
        reaper.round();
        TraceStatus overdue = only(run).status;

        // then
        assertThat(paused).isEqualTo(TraceStatus.AWAITING_CRITIQUE);
        assertThat(resumed).isEqualTo(TraceStatus.AWAITING_CRITIQUE);
        assertThat(overdue).isEqualTo(TraceStatus.AWAITING_VERDICT);

        // when the critique comes after all
        completer.complete(List.of(said(claimed.getFirst(), CritiqueOutcome.FAIL, "late")));
        progress.advance(List.of(trace));

        // then it changes nothing
        assertThat(only(run).status).isEqualTo(TraceStatus.AWAITING_VERDICT);
        assertThat(fixtures.turns(trace)).hasSize(1);
        control.cancelRun(run);
    }

    @Test
    void shouldAcceptAnAnswerForWhoseCritiqueThereIsNoMoney() {
        // given
        UUID run = launch(Fixtures.gate(2, DAY, new BigDecimal(1_000)));
        answered(run, "1");
        QuarkusTransaction.requiringNew().run(() -> {
            Budget budget = Budget.lock(run).orElseThrow();
            budget.capCost = budget.spentCost;
        });

        // when its critique waits, too dear
        fixtures.age(run);
        reaper.round();
        await().atMost(SOON).until(() -> {
            outboxPublisher.publish(workers.judge());
            return fixtures.isOver(run);
        });

        // then the answer is judged, and nothing of the trace is stopped
        assertThat(only(run).endReason).isEqualTo(EndReason.FINAL_ANSWER);
        assertThat(only(run).stopped).isFalse();
    }

    @Test
    void shouldKeepTheAnswerOfARunThatIsCancelledBeforeTheCriticsWord() {
        // given
        UUID run = launch(Fixtures.gate(2, DAY, null));
        answered(run, "1");
        List<ClaimedCritique> claimed = askedAgain(run);

        // when
        control.cancelRun(run);
        await().atMost(SOON).until(() -> fixtures.isOver(run));
        completer.complete(List.of(said(claimed.getFirst(), CritiqueOutcome.FAIL, "late")));
        progress.advance(List.of(only(run).id));

        // then
        assertThat(fixtures.status(run)).isEqualTo(RunStatus.CANCELLED);
        assertThat(only(run).endReason).isEqualTo(EndReason.CANCELLED);
        assertThat(only(run).answer).isEqualTo("1");
        assertThat(fixtures.turns(only(run).id))
                .extracting((Turn turn) -> turn.kind)
                .containsExactly(TurnKind.PROBLEM);
    }

    private UUID launch(RunSettings settings) {
        Run run = launcher.launch(Fixtures.request(fixtures.problemSet(1), 1, 1, RunMode.TRACE, settings));
        return run.id;
    }

    /** The run's trace, which waits for a critic to let its answer pass. */
    private UUID answered(UUID run, String answer) {
        work(run, "<final_answer>" + answer + "</final_answer>", TraceStatus.AWAITING_CRITIQUE);
        assertThat(only(run).proposedAnswer).isEqualTo(answer);
        return only(run).id;
    }

    private void work(UUID run, String reply, TraceStatus until) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            outboxPublisher.publish(workers.answer(workers.claim(50), _ -> reply));
            return !fixtures.traces(run, until).isEmpty();
        });
    }

    /** Critiques that the reaper asks for, since no verifier has heard of the turn. */
    private List<ClaimedCritique> askedAgain(UUID run) {
        fixtures.age(run);
        reaper.round();
        return claim(run);
    }

    private List<ClaimedCritique> claim(UUID run) {
        return critiques.claimLapsedAndWaiting(10, "critic", MINUTE, 3).claimed().stream()
                .filter(critique -> critique.runId().equals(run))
                .toList();
    }

    private Trace only(UUID run) {
        return fixtures.traces(run).getFirst();
    }

    private static CritiqueCompletion said(ClaimedCritique critique, CritiqueOutcome outcome, String text) {
        return new CritiqueCompletion(
                critique.claim(),
                TurnStatus.COMPLETED,
                outcome,
                0.1,
                null,
                text,
                "raw",
                new Usage(90, 0, 10, null),
                new BigDecimal("0.1"),
                true,
                5,
                null,
                null);
    }
}

package org.openstrawberry.orchestrator.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.orchestrator.campaign.CampaignRequest;
import org.openstrawberry.orchestrator.campaign.Campaigns;
import org.openstrawberry.orchestrator.run.BudgetChange.Cap;
import org.openstrawberry.orchestrator.run.BudgetChange.Kept;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.campaign.Campaign;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueCompleter;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.SystemPrompt;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.InputBound;
import org.openstrawberry.store.turn.Turn;

/** Every token costs 0.001; an answer of the workers has 15 of them, for 0.015. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class RunBudgetTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final BigDecimal PLENTY = new BigDecimal(1_000);

    @Inject
    RunLauncher launcher;

    @Inject
    RunControl control;

    @Inject
    RunBudgets budgets;

    @Inject
    Campaigns campaigns;

    @Inject
    TraceProgress progress;

    @Inject
    Reaper reaper;

    @Inject
    OutboxPublisher outboxPublisher;

    @Inject
    CritiqueQueue critiques;

    @Inject
    CritiqueCompleter critiqueCompleter;

    @Inject
    Fixtures fixtures;

    @Inject
    Workers workers;

    @Test
    void shouldStopForItsCostAndGoOnWhereItWasWhenThatIsRaised() {
        // given a run of which every trace has taken in some turns
        Run run = launch(6, Fixtures.settings(VerifierMode.OFF, null, PLENTY, 100));
        workUntil(
                turn -> "a step",
                () -> fixtures.traces(run.id).size() == 6
                        && fixtures.traces(run.id).stream().allMatch(trace -> trace.turnCount >= 2));

        // when it may spend no more than it has spent
        setCap(run.id, spent(run.id).add(new BigDecimal("0.001")));
        workUntil(turn -> "a step", () -> fixtures.isOver(run.id));

        // then
        assertThat(fixtures.status(run.id)).isEqualTo(RunStatus.FINISHED);
        assertThat(fixtures.traces(run.id)).allSatisfy(trace -> {
            assertThat(trace.endReason).isEqualTo(EndReason.COST_BUDGET);
            assertThat(trace.stopped).isTrue();
        });
        assertThat(budget(run.id).stopReason).isEqualTo(EndReason.COST_BUDGET);
        assertThat(budget(run.id).reservedCost).isEqualByComparingTo("0");
        long callsBefore = answered(run.id);
        assertThat(spent(run.id)).isEqualByComparingTo(new BigDecimal("0.015").multiply(new BigDecimal(callsBefore)));

        // when it is raised
        budgets.change(run.id, new BudgetChange(new Kept<>(), new BudgetChange.Set<>(PLENTY)));
        workUntil(
                turn -> turn.index() < 5 ? "a step" : "<final_answer>3</final_answer>", () -> fixtures.isOver(run.id));

        // then
        assertThat(fixtures.traces(run.id)).allSatisfy(trace -> {
            assertThat(trace.endReason).isEqualTo(EndReason.FINAL_ANSWER);
            assertThat(trace.stopped).isFalse();
            List<Turn> turns = fixtures.turns(trace.id);
            assertThat(turns).extracting(turn -> turn.index).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(turns).allSatisfy(turn -> {
                assertThat(turn.status).isEqualTo(TurnStatus.COMPLETED);
                assertThat(turn.attempt).as("no call is repeated").isEqualTo(1);
            });
        });
        assertThat(spent(run.id)).isEqualByComparingTo("0.54");
    }

    @Test
    void shouldStopTheRunsOfACampaignForItsBudgetAndLetThemGoOnWhenThatIsRaised() {
        // given two runs without caps of their own, and money for some calls only
        Campaign campaign = campaigns.create(
                new CampaignRequest("both", Optional.empty(), Optional.of(PLENTY), "USD", Optional.empty(), "hash"));
        Run first = launch(3, campaign);
        Run second = launch(3, campaign);
        List<UUID> both = List.of(first.id, second.id);
        workUntil(
                turn -> "a step",
                () -> both.stream()
                        .flatMap(run -> fixtures.traces(run).stream())
                        .allMatch(trace -> trace.turnCount >= 1));
        setCap(campaign.id, spent(campaign.id).add(new BigDecimal("0.001")));

        // when
        workUntil(turn -> "a step", () -> both.stream().allMatch(fixtures::isOver));

        // then
        assertThat(both).allSatisfy(run -> {
            assertThat(budget(run).stopReason).isEqualTo(EndReason.COST_BUDGET);
            assertThat(budget(run).stoppedByParent).isTrue();
            assertThatThrownBy(
                            () -> budgets.change(run, new BudgetChange(new Kept<>(), new BudgetChange.Set<>(PLENTY))))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessageContaining("campaign " + campaign.id);
        });
        assertThat(spent(campaign.id)).isEqualByComparingTo(spent(first.id).add(spent(second.id)));

        // when
        campaigns.changeBudget(campaign.id, new BudgetChange(new Kept<>(), new BudgetChange.Set<>(PLENTY)));
        workUntil(turn -> "<final_answer>3</final_answer>", () -> both.stream().allMatch(fixtures::isOver));

        // then
        assertThat(both).flatExtracting(fixtures::traces).hasSize(6).allSatisfy(trace -> {
            assertThat(trace.endReason).isEqualTo(EndReason.FINAL_ANSWER);
            assertThat(fixtures.turns(trace.id)).allMatch(turn -> turn.attempt == 1);
        });
        assertThat(budget(campaign.id).reservedCost).isEqualByComparingTo("0");
        assertThat(spent(campaign.id)).isEqualByComparingTo(spent(first.id).add(spent(second.id)));
    }

    @Test
    void shouldNotTakeACapThatLeavesTheOneThatStoppedTheRun() {
        // given
        Run run = launch(1, Fixtures.settings(VerifierMode.OFF, 10L, PLENTY, 2));
        await().atMost(SOON).until(() -> fixtures.isOver(run.id));

        // when / then
        assertThatThrownBy(() -> budgets.change(
                        run.id, new BudgetChange(new Kept<>(), new BudgetChange.Set<>(PLENTY.add(PLENTY)))))
                .isInstanceOfSatisfying(
                        BudgetTooLowException.class, e -> assertThat(e.field()).isEqualTo("tokens"));
    }

    @Test
    void shouldStopBeforeTheFirstCallWhenNoneIsAffordableAndStartWhenOneIs() {
        // given more traces than may be in flight
        Run run = launch(7, Fixtures.settings(VerifierMode.OFF, 10L, null, 2));

        // when
        await().atMost(SOON).until(() -> fixtures.isOver(run.id));

        // then
        assertThat(fixtures.traces(run.id))
                .hasSize(7)
                .allSatisfy(trace -> assertThat(trace.endReason).isEqualTo(EndReason.TOKEN_BUDGET));
        assertThat(answered(run.id)).isZero();

        // when
        budgets.change(run.id, new BudgetChange(new BudgetChange.Set<>(null), new Kept<>()));
        workUntil(turn -> "<final_answer>3</final_answer>", () -> fixtures.isOver(run.id));

        // then
        assertThat(fixtures.traces(run.id))
                .allSatisfy(trace -> assertThat(trace.endReason).isEqualTo(EndReason.FINAL_ANSWER));
        assertThat(answered(run.id)).isEqualTo(7);
    }

    @Test
    void shouldTakeInAnAnswerThatCameWhileTheRunWasStopped() {
        // given a call whose lease lapsed, and no money for another
        Run run = launch(1, Fixtures.settings(VerifierMode.OFF, null, PLENTY, 100));
        List<ClaimedTurn> claimed = claimFor(run.id);
        fixtures.age(run.id);
        reaper.round();
        setCap(run.id, spent(run.id));
        await().atMost(SOON).until(() -> fixtures.isOver(run.id));

        // when its reply comes late, and then the money
        workers.answer(claimed, turn -> "late but paid for");
        budgets.change(run.id, new BudgetChange(new Kept<>(), new BudgetChange.Set<>(PLENTY)));

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(fixtures.traces(run.id).getFirst().turnCount).isEqualTo(1));
        Turn first = fixtures.turns(claimed.getFirst().traceId()).getFirst();
        assertThat(first.reply).isEqualTo("late but paid for");
        assertThat(first.attempt).isEqualTo(1);
        assertThat(spent(run.id)).isEqualByComparingTo("0.015");
        control.cancelRun(run.id);
    }

    @Test
    void shouldStopAndGoOnWhereATraceWaitsForACritique() {
        // given a trace that waits for a critic
        Run run = launch(1, Fixtures.settings(VerifierMode.FEEDBACK, null, PLENTY, 100));
        workUntil(
                turn -> "a step",
                () -> !fixtures.traces(run.id, TraceStatus.AWAITING_CRITIQUE).isEmpty());
        UUID trace = fixtures.traces(run.id).getFirst().id;
        setCap(run.id, spent(run.id));
        fixtures.age(run.id);

        // when its critique waits, too dear
        reaper.round();
        await().atMost(SOON).until(() -> fixtures.isOver(run.id));

        // then
        assertThat(critiques
                        .claimLapsedAndWaiting(10, "critic", Duration.ofMinutes(1), 3)
                        .claimed())
                .isEmpty();

        // when
        budgets.change(run.id, new BudgetChange(new Kept<>(), new BudgetChange.Set<>(null)));
        await().atMost(SOON).until(() -> fixtures.traces(run.id).getFirst().status == TraceStatus.AWAITING_CRITIQUE);
        List<ClaimedCritique> claimed = critiques
                .claimLapsedAndWaiting(10, "critic", Duration.ofMinutes(1), 3)
                .claimed();
        critiqueCompleter.complete(claimed.stream().map(RunBudgetTest::passed).toList());
        progress.advance(List.of(trace));

        // then
        assertThat(claimed).hasSize(1);
        assertThat(fixtures.traces(run.id).getFirst().status).isEqualTo(TraceStatus.AWAITING_TURN);
        assertThat(spent(run.id)).as("two turns and a critique").isEqualByComparingTo("0.130");
        control.cancelRun(run.id);
    }

    @Test
    void shouldKnowTheMostInputTokensOfEachTurn() {
        // given
        Run run = launch(1, Fixtures.settings());

        // when
        workUntil(
                turn -> "a step",
                () -> !fixtures.traces(run.id).isEmpty()
                        && fixtures.traces(run.id).getFirst().turnCount == 2);

        // then
        Trace trace = fixtures.traces(run.id).getFirst();
        List<Turn> turns = fixtures.turns(trace.id);
        String system = QuarkusTransaction.requiringNew()
                .call(() -> SystemPrompt.<SystemPrompt>findById(String.valueOf(trace.systemPromptId)).text);
        assertThat(turns.get(0).inputBound)
                .isEqualTo(
                        (long) bytes(system) + bytes(turns.get(0).prompt) + 2 * InputBound.FRAME + InputBound.PREAMBLE);
        // The 10 tokens that were reported cannot be all of it: a message is added for the reply and one for the
        // prompt.
        for (int index = 1; index <= 2; index++) {
            assertThat(turns.get(index).inputBound)
                    .isEqualTo(requireNonNull(turns.get(index - 1).inputBound)
                            + bytes("a step")
                            + bytes(turns.get(index).prompt)
                            + 2 * InputBound.FRAME);
        }
        control.cancelRun(run.id);
    }

    @Test
    void shouldRefuseCapsThatCannotBe() {
        // given
        Run withBudget = launch(1, Fixtures.settings(VerifierMode.OFF, 100_000L, null, 100));
        workUntil(turn -> "a step", () -> answered(withBudget.id) == 2);
        Run without = launch(1, Fixtures.settings());

        // when / then
        assertThatThrownBy(() -> budgets.change(withBudget.id, tokens(29L)))
                .isInstanceOfSatisfying(
                        BudgetTooLowException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("tokens"))
                .hasMessageContaining("30 is spent");
        assertConflict(RunConflictException.Code.WITHOUT_BUDGET, without.id);
        assertConflict(RunConflictException.Code.NOT_FOUND, UUID.randomUUID());

        // when
        control.cancelRun(withBudget.id);
        control.cancelRun(without.id);

        // then
        assertConflict(RunConflictException.Code.ALREADY_OVER, withBudget.id);
    }

    @Test
    void shouldNotReopenARunWhoseTracesEndedByThemselves() {
        // given
        Run run = launch(1, Fixtures.settings(VerifierMode.OFF, 1_000_000L, null, 100));
        workUntil(turn -> "<final_answer>1</final_answer>", () -> fixtures.isOver(run.id));

        // when / then
        assertConflict(RunConflictException.Code.ALREADY_OVER, run.id);
    }

    private void assertConflict(RunConflictException.Code code, UUID runId) {
        assertThatThrownBy(() -> budgets.change(runId, tokens(2_000_000L)))
                .isInstanceOfSatisfying(
                        RunConflictException.class,
                        conflict -> assertThat(conflict.code()).isEqualTo(code));
    }

    private static BudgetChange tokens(@Nullable Long cap) {
        Cap<Long> tokens = new BudgetChange.Set<>(cap);
        return new BudgetChange(tokens, new Kept<>());
    }

    private Run launch(int problems, RunSettings settings) {
        return launcher.launch(Fixtures.request(fixtures.problemSet(problems), problems, 1, RunMode.TRACE, settings));
    }

    private Run launch(int problems, Campaign campaign) {
        RunSettings settings = Fixtures.settings(VerifierMode.OFF, null, null, 100);
        return launcher.launch(
                Fixtures.request(fixtures.problemSet(problems), problems, 1, RunMode.TRACE, settings, campaign.id));
    }

    private List<ClaimedTurn> claimFor(UUID runId) {
        return await().atMost(SOON)
                .until(
                        () -> workers.claim(50).stream()
                                .filter(turn -> turn.runId().equals(runId))
                                .toList(),
                        claimed -> !claimed.isEmpty());
    }

    private void workUntil(Function<ClaimedTurn, String> reply, BooleanSupplier over) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            outboxPublisher.publish(workers.answer(workers.claim(50), reply));
            outboxPublisher.publish(workers.judge());
            return over.getAsBoolean();
        });
    }

    private static CritiqueCompletion passed(ClaimedCritique critique) {
        return new CritiqueCompletion(
                critique.claim(),
                TurnStatus.COMPLETED,
                CritiqueOutcome.PASS,
                null,
                null,
                null,
                "raw",
                new Usage(90, 0, 10, null),
                new BigDecimal("0.1"),
                true,
                5,
                null,
                null);
    }

    private long answered(UUID runId) {
        return fixtures.traces(runId).stream()
                .flatMap(trace -> fixtures.turns(trace.id).stream())
                .filter(turn -> turn.status == TurnStatus.COMPLETED)
                .count();
    }

    private void setCap(UUID runId, BigDecimal cap) {
        QuarkusTransaction.requiringNew().run(() -> Budget.lock(runId).orElseThrow().capCost = cap);
    }

    private BigDecimal spent(UUID runId) {
        return budget(runId).spentCost;
    }

    private Budget budget(UUID runId) {
        return QuarkusTransaction.requiringNew().call(() -> Budget.find(runId).orElseThrow());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

package org.openstrawberry.store.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueLeases;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.critique.CritiqueRelease;
import org.openstrawberry.store.critique.CritiqueSchedule;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.Completions;
import org.openstrawberry.store.turn.TurnClaim;
import org.openstrawberry.store.turn.TurnCompleter;
import org.openstrawberry.store.turn.TurnQueue;
import org.openstrawberry.store.turn.TurnReaper;
import org.openstrawberry.store.turn.TurnRelease;
import org.openstrawberry.store.turn.TurnReleaser;

/** Each call of the fixture's budgets can use 100 tokens for 0.12 at most. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class BudgetTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    TurnQueue queue;

    @Inject
    TurnCompleter completer;

    @Inject
    TurnReleaser releaser;

    @Inject
    TurnReaper reaper;

    @Inject
    CritiqueQueue critiques;

    @Inject
    CritiqueLeases critiqueLeases;

    @Inject
    Budgets budgets;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    private UUID run = new UUID(0, 0);

    @BeforeEach
    void makeRun() {
        fixture.clear();
        run = fixture.run(RunStatus.RUNNING);
    }

    @Test
    void shouldClaimNoMoreThanTheCapOnTokensLetsBegin() {
        // given
        fixture.waitingTurns(run, 5);
        fixture.budget(run, 399L, null);

        // when
        List<ClaimedTurn> claimed = claim(10);

        // then
        assertThat(claimed).hasSize(3);
        assertThat(claim(10)).isEmpty();
        assertBudget(0, "0", 0, "0", 300, "0.36");
    }

    @Test
    void shouldClaimNoMoreThanTheCapOnCostLetsBegin() {
        // given
        List<UUID> turns = fixture.waitingTurns(run, 5);
        fixture.budget(run, null, new BigDecimal("0.25"));

        // when / then
        assertThat(queue.claim(turns, "me", LEASE)).hasSize(2);
    }

    @Test
    void shouldLeaveOutATurnThatDoesNotFitAndTakeThoseThatDo() {
        // given
        List<UUID> turns = fixture.waitingTurns(run, 3);
        fixture.budget(run, 250L, null);
        sql.execute(
                "UPDATE turn SET input_bound = 1000, visible_at = now() - interval '1 hour' WHERE id = ?",
                turns.get(1));

        // when / then
        assertThat(claim(10))
                .extracting(turn -> turn.claim().turnId())
                .containsExactlyInAnyOrder(turns.get(0), turns.get(2));
    }

    @Test
    void shouldNotHoldUpOtherRunsWithTurnsThatDoNotFit() {
        // given
        fixture.waitingTurns(run, 20);
        fixture.budget(run, 50L, null);
        sql.execute("UPDATE turn SET visible_at = now() - interval '1 hour'");
        UUID other = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(other, 2);

        // when / then
        assertThat(claim(2)).extracting(ClaimedTurn::runId).containsOnly(other).hasSize(2);
    }

    @Test
    void shouldSettleForWhatTheProviderReported() {
        // given
        TurnClaim claim = claimOne(1_000L);

        // when
        completer.complete(
                List.of(Completions.completed(claim, "reply", new Usage(30, 0, 4, null), new BigDecimal("0.038"))));

        // then
        assertBudget(34, "0.038", 0, "0", 0, "0");
    }

    @Test
    void shouldCountAReplyWithoutUsageAtItsReservation() {
        // given
        TurnClaim claim = claimOne(1_000L);

        // when
        completer.complete(List.of(Completions.completed(claim, "reply", Usage.UNKNOWN, null)));

        // then
        assertBudget(100, "0.12", 100, "0.12", 0, "0");
    }

    @Test
    void shouldSpendNothingForACallThatWasSurelyNotCharged() {
        // given
        TurnClaim claim = claimOne(1_000L);

        // when
        completer.complete(List.of(Completions.failed(claim, "UNAUTHORIZED")));

        // then
        assertBudget(0, "0", 0, "0", 0, "0");
    }

    @Test
    void shouldReserveAgainForACallThatMayHaveBeenCharged() {
        // given
        TurnClaim claim = claimOne(250L);

        // when
        releaser.release(List.of(TurnRelease.failed(claim, Duration.ofMinutes(1))));

        // then
        assertBudget(100, "0.12", 100, "0.12", 0, "0");
        assertThat(claim(1)).as("its delay").isEmpty();

        // when
        sql.execute("UPDATE turn SET visible_at = now()");
        ClaimedTurn again = claim(1).getFirst();

        // then
        assertThat(again.failures()).isEqualTo(1);
        assertThat(again.claim().attempt()).isEqualTo(2);
        assertBudget(100, "0.12", 100, "0.12", 100, "0.12");

        // when
        releaser.release(List.of(TurnRelease.uncalled(again.claim())));

        // then
        assertBudget(100, "0.12", 100, "0.12", 0, "0");
    }

    @Test
    void shouldSettleAFailedCallForWhatTheProviderReported() {
        // given
        TurnClaim claim = claimOne(1_000L);

        // when
        releaser.release(List.of(
                TurnRelease.failed(claim, Duration.ZERO, new Usage(30, 10, 3, 4, null), new BigDecimal("0.038"))));

        // then
        assertBudget(34, "0.038", 0, "0", 0, "0");
        assertThat(sql.row("SELECT * FROM trace"))
                .containsEntry("calls", 1)
                .containsEntry("calls_unmetered", 0)
                .containsEntry("input_tokens", 30L)
                .containsEntry("cached_tokens", 10L)
                .containsEntry("cache_written_tokens", 3L)
                .containsEntry("reasoning_tokens", null)
                .containsEntry("output_tokens", 4L);

        // when
        TurnClaim again = claim(1).getFirst().claim();
        completer.complete(
                List.of(Completions.completed(again, "reply", new Usage(31, 0, 5, null), new BigDecimal("0.041"))));

        // then
        assertBudget(70, "0.079", 0, "0", 0, "0");
        assertThat(sql.row("SELECT * FROM trace")).containsEntry("calls", 2).containsEntry("output_tokens", 9L);
    }

    @Test
    void shouldCountAKilledCallAsPossiblySpentUntilItsLateReplyComes() {
        // given
        TurnClaim claim = claimOne(1_000L);

        // when
        sql.execute("UPDATE turn SET lease_until = now() - interval '1 second'");
        reaper.reapLapsed(10, 3);

        // then
        assertBudget(100, "0.12", 100, "0.12", 0, "0");

        // when
        completer.complete(
                List.of(Completions.completed(claim, "late", new Usage(30, 0, 4, null), new BigDecimal("0.038"))));

        // then
        assertBudget(34, "0.038", 0, "0", 0, "0");
    }

    @Test
    void shouldSettleCritiquesOnTheSameBudget() {
        // given
        UUID trace = fixture.traces(run, 1, TraceStatus.AWAITING_CRITIQUE).getFirst();
        fixture.turn(trace, 0, TurnStatus.COMPLETED);
        sql.execute("UPDATE trace SET turn_count = 1");
        fixture.budget(run, 10_000L, null);

        // when
        List<ClaimedCritique> atOnce = critiques.claimNew(List.of(draft(trace)), "me", LEASE, 3);
        List<ClaimedCritique> claimed =
                critiques.claimLapsedAndWaiting(10, "me", LEASE, 3).claimed();

        // then 4096 + 9 bytes of the problem + 512 + 11 of the turn are reserved, and 20 tokens of the reply
        assertThat(atOnce).isEmpty();
        assertThat(claimed).hasSize(1);
        assertBudget(0, "0", 0, "0", 4_648, "4.668");

        // when
        critiqueLeases.release(List.of(CritiqueRelease.failed(claimed.getFirst().claim(), Duration.ZERO)));

        // then
        assertBudget(4_648, "4.668", 4_648, "4.668", 0, "0");

        // when it fails again, and tells for what
        ClaimedCritique second =
                critiques.claimLapsedAndWaiting(10, "me", LEASE, 3).claimed().getFirst();
        critiqueLeases.release(List.of(CritiqueRelease.failed(
                second.claim(), Duration.ZERO, new Usage(50, null, 2, null), new BigDecimal("0.054"))));

        // then
        assertBudget(4_700, "4.722", 4_648, "4.668", 0, "0");

        // when it is killed
        assertThat(critiques.claimLapsedAndWaiting(10, "me", LEASE, 3).claimed())
                .singleElement()
                .satisfies(again -> assertThat(again.failures()).isEqualTo(2));
        sql.execute("UPDATE critique SET lease_until = now() - interval '1 second'");

        // then there is no money for a third
        assertThat(critiques.claimLapsedAndWaiting(10, "me", LEASE, 3).claimed())
                .isEmpty();
        assertBudget(9_348, "9.39", 9_296, "9.336", 0, "0");
        assertThat(exhausted()).contains(EndReason.TOKEN_BUDGET);
    }

    @Test
    void shouldSayThatARunIsAtItsEndOnceNothingIsInFlightAndNothingFits() {
        // given
        fixture.waitingTurns(run, 2);
        fixture.budget(run, null, new BigDecimal("0.15"));
        TurnClaim claim = claim(1).getFirst().claim();
        assertThat(exhausted()).as("a call is in flight").isEmpty();

        // when
        completer.complete(
                List.of(Completions.completed(claim, "reply", new Usage(80, 0, 20, null), new BigDecimal("0.12"))));

        // then
        assertThat(exhausted()).as("an answer is to be taken in").isEmpty();

        // when
        sql.execute("UPDATE trace SET status = 'AWAITING_VERDICT' WHERE id = ?", fixture.traceOf(claim.turnId()));

        // then
        assertThat(exhausted()).contains(EndReason.COST_BUDGET);
        sql.execute("UPDATE budget SET cap_cost = 0.24");
        assertThat(exhausted()).isEmpty();
    }

    @Test
    void shouldClaimNothingOfARunThatWasStopped() {
        // given
        fixture.waitingTurns(run, 1);
        fixture.budget(run, 1_000L, null);

        // when
        sql.execute("UPDATE budget SET stop_reason = 'TOKEN_BUDGET'");

        // then
        assertThat(claim(1)).isEmpty();
    }

    @Test
    void shouldClaimOfACampaignNoMoreThanItsBudgetLetsBegin() {
        // given two runs that have more than the campaign that they belong to
        fixture.waitingTurns(run, 5);
        fixture.budget(run, 1_000L, null);
        UUID sibling = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(sibling, 5);
        fixture.budget(sibling, 200L, null);
        UUID campaign = fixture.campaign(399L, null, List.of(run, sibling));

        // when
        List<ClaimedTurn> claimed = claim(10);

        // then
        assertThat(claimed).hasSize(3).allMatch(ClaimedTurn::reserved);
        assertThat(claim(10)).isEmpty();
        assertThat(fixture.budget(campaign)).containsEntry("reserved_tokens", 300L);
        assertMoney(fixture.budget(campaign).get("reserved_cost"), "0.36");

        // when
        completer.complete(claimed.stream()
                .map(turn -> Completions.completed(
                        turn.claim(), "reply", new Usage(30, 0, 4, null), new BigDecimal("0.038")))
                .toList());

        // then
        assertThat(fixture.budget(campaign))
                .containsEntry("reserved_tokens", 0L)
                .containsEntry("spent_tokens", 102L);
        assertMoney(fixture.budget(campaign).get("spent_cost"), "0.114");
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    void shouldNotHoldUpOthersWithTurnsThatDoNotFitTheirCampaign() {
        // given
        fixture.waitingTurns(run, 20);
        fixture.budget(run, null, null);
        fixture.campaign(50L, null, List.of(run));
        sql.execute("UPDATE turn SET visible_at = now() - interval '1 hour'");
        UUID other = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(other, 2);

        // when / then
        assertThat(claim(2)).extracting(ClaimedTurn::runId).containsOnly(other).hasSize(2);
    }

    @Test
    void shouldSayThatACampaignIsAtItsEndOnceNoneOfItsRunsHasACallInFlight() {
        // given a run that waits, and its sibling with a call in flight
        UUID sibling = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(sibling, 1);
        fixture.budget(sibling, null, null);
        fixture.campaign(null, new BigDecimal("0.15"), List.of(sibling));
        TurnClaim claim = claim(1).getFirst().claim();
        fixture.waitingTurns(run, 1);
        fixture.budget(run, 1_000L, null);
        sql.execute("UPDATE budget SET parent_id = (SELECT id FROM campaign) WHERE id = ?", run);
        assertThat(claim(1)).isEmpty();
        assertThat(exhaustion()).as("what the sibling reserved may become free").isEmpty();

        // when
        completer.complete(
                List.of(Completions.completed(claim, "reply", new Usage(80, 0, 20, null), new BigDecimal("0.12"))));

        // then
        assertThat(exhaustion()).contains(new Budgets.Exhaustion(EndReason.COST_BUDGET, true));

        // when its own cap has no room either
        sql.execute("UPDATE budget SET cap_tokens = 10 WHERE id = ?", run);

        // then
        assertThat(exhaustion()).contains(new Budgets.Exhaustion(EndReason.TOKEN_BUDGET, false));
    }

    @Test
    void shouldNotCountAWaitForALimitAsACall() {
        // given
        TurnClaim claim = claimOne(1_000L);

        // when
        releaser.release(List.of(TurnRelease.uncalled(claim)));
        ClaimedTurn again = claim(1).getFirst();

        // then
        assertThat(again.claim().attempt()).isEqualTo(2);
        assertThat(again.call()).isEqualTo(1);

        // when
        releaser.release(List.of(TurnRelease.failed(again.claim(), Duration.ZERO)));

        // then
        assertThat(claim(1).getFirst().call()).isEqualTo(2);
    }

    private Optional<EndReason> exhausted() {
        return exhaustion().map(Budgets.Exhaustion::reason);
    }

    private Optional<Budgets.Exhaustion> exhaustion() {
        return QuarkusTransaction.requiringNew()
                .call(() -> budgets.exhausted(Budget.lock(run).orElseThrow()));
    }

    private static CritiqueDraft draft(UUID trace) {
        return new CritiqueDraft(UUID.randomUUID(), trace, 0, new CritiqueSchedule.Window(0, 0), Fixture.MODEL);
    }

    private TurnClaim claimOne(long capTokens) {
        fixture.waitingTurn(run);
        fixture.budget(run, capTokens, null);
        return claim(1).getFirst().claim();
    }

    private List<ClaimedTurn> claim(int limit) {
        return queue.claimWaiting(limit, Duration.ZERO, "me", LEASE);
    }

    private void assertBudget(
            long spent, String spentCost, long possible, String possibleCost, long reserved, String reservedCost) {
        var row = fixture.budget(run);
        assertThat(row)
                .containsEntry("spent_tokens", spent)
                .containsEntry("possible_tokens", possible)
                .containsEntry("reserved_tokens", reserved);
        assertMoney(row.get("spent_cost"), spentCost);
        assertMoney(row.get("possible_cost"), possibleCost);
        assertMoney(row.get("reserved_cost"), reservedCost);
    }

    private static void assertMoney(@Nullable Object value, String expected) {
        assertThat((BigDecimal) value).isEqualByComparingTo(expected);
    }
}

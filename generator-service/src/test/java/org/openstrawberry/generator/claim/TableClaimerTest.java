package org.openstrawberry.generator.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.GeneratorConfig;
import org.openstrawberry.generator.GeneratorConfigs;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.turn.ClaimedTurn;

class TableClaimerTest {
    private static final GeneratorConfig CONFIG = GeneratorConfigs.defaults();

    private final Backlog backlog = new Backlog();
    private final SlotPool slots = new SlotPool(4, backlog::slotsGiven);
    private final AtomicInteger wakes = new AtomicInteger();
    private final List<Integer> limits = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<ClaimedTurn> launched = new ArrayList<>();
    private int waiting;
    private boolean away;
    private boolean reserved;

    private final TableClaimer claimer = new TableClaimer(slots, backlog, this::claim, launched::addAll, CONFIG);

    private List<ClaimedTurn> claim(int limit, Duration minimumWait) {
        limits.add(limit);
        waits.add(minimumWait);
        if (away) {
            throw new StoreException("away", new java.sql.SQLException("away", "08006"));
        }
        int count = Math.min(limit, waiting);
        waiting -= count;
        return reserved ? SampleTurns.reservedTurns(count) : SampleTurns.turns(count);
    }

    @Test
    void shouldFillTheFreeSlotsAndGiveTheRestBack() {
        // given
        waiting = 3;

        // when
        Rest rest = claimer.step();

        // then
        assertThat(launched).hasSize(3);
        assertThat(slots.taken()).isEqualTo(3);
        assertThat(limits).containsExactly(4);
        assertThat(rest.atMost()).isEqualTo(CONFIG.pollInterval());
    }

    @Test
    void shouldLeaveYoungTurnsToTheirAnnouncementUnlessThereIsABacklog() {
        // when
        claimer.step();
        backlog.note();
        claimer.step();
        claimer.step();

        // then
        assertThat(waits).containsExactly(CONFIG.minimumWait(), Duration.ZERO, CONFIG.minimumWait());
    }

    @Test
    void shouldRestUntilASlotIsGivenWhenAllAreTaken() {
        // given
        waiting = 9;
        backlog.listen(wakes::incrementAndGet);

        // when
        Rest afterFull = claimer.step();
        Rest whileFull = claimer.step();

        // then
        assertThat(limits).as("nothing is asked without a slot").containsExactly(4);
        assertThat(wakes).as("it does not wake itself").hasValue(0);
        assertThat(afterFull.atMost()).isEqualTo(CONFIG.pollInterval());
        assertThat(whileFull.atMost()).isEqualTo(CONFIG.pollInterval());

        // when
        slots.give(1);

        // then
        assertThat(wakes).hasValue(1);
        claimer.step();
        assertThat(limits).containsExactly(4, 1);
        assertThat(launched).hasSize(5);
    }

    @Test
    void shouldLookAgainAtOnceWhenABudgetMayHaveTurnedOthersAway() {
        // given
        waiting = 1;
        reserved = true;

        // when
        Rest rest = claimer.step();

        // then
        assertThat(rest.atMost()).isEqualTo(CONFIG.gatherInterval());

        // when
        claimer.step();

        // then
        assertThat(waits).containsExactly(CONFIG.minimumWait(), Duration.ZERO);
        assertThat(backlog.isKnown()).isFalse();
    }

    @Test
    void shouldForgetNothingWhileTheDatabaseIsAway() {
        // given
        away = true;
        backlog.note();

        // when / then
        assertThatExceptionOfType(StoreException.class).isThrownBy(claimer::step);
        assertThatExceptionOfType(StoreException.class).isThrownBy(claimer::step);
        assertThat(slots.taken()).isZero();
        assertThat(backlog.isKnown()).isTrue();

        // when
        away = false;
        waiting = 1;
        claimer.step();

        // then
        assertThat(launched).hasSize(1);
        assertThat(waits).containsOnly(Duration.ZERO);
    }

    @Test
    void shouldClaimNothingOnceTheSlotsAreClosed() {
        // given
        waiting = 1;
        slots.close();

        // when
        claimer.step();

        // then
        assertThat(limits).isEmpty();
    }
}

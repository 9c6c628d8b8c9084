package org.openstrawberry.generator.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.store.turn.ClaimedTurn;

class AnnouncedTurnsTest {
    private final Backlog backlog = new Backlog();
    private final SlotPool slots = new SlotPool(2, backlog::slotsGiven);
    private final List<Collection<UUID>> asked = new ArrayList<>();
    private final List<ClaimedTurn> launched = new ArrayList<>();
    private int claimable = Integer.MAX_VALUE;

    private final AnnouncedTurns announced = new AnnouncedTurns(slots, backlog, this::claim, launched::addAll);

    private List<ClaimedTurn> claim(Collection<UUID> ids) {
        asked.add(ids);
        return SampleTurns.turns(Math.min(ids.size(), claimable));
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }

    @Test
    void shouldClaimWhatFitsAndRememberThatThereIsMore() {
        // given
        List<UUID> ids = ids(5);

        // when
        announced.claim(ids);

        // then
        assertThat(asked).containsExactly(ids.subList(0, 2));
        assertThat(launched).hasSize(2);
        assertThat(backlog.isKnown()).isTrue();
    }

    @Test
    void shouldGiveTheSlotsOfTurnsThatOthersHaveBack() {
        // given
        claimable = 0;

        // when
        announced.claim(ids(2));

        // then
        assertThat(slots.free()).isEqualTo(2);
        assertThat(backlog.isKnown()).isFalse();
    }

    @Test
    void shouldNotAskTheDatabaseWithoutASlot() {
        // given
        slots.take(2);

        // when
        announced.claim(ids(1));

        // then
        assertThat(asked).isEmpty();
        assertThat(backlog.isKnown()).isTrue();
    }

    @Test
    void shouldKeepNoSlotWhenTheClaimFails() {
        // given
        AnnouncedTurns failing = new AnnouncedTurns(
                slots,
                backlog,
                _ -> {
                    throw new IllegalStateException("away");
                },
                launched::addAll);

        // when / then
        assertThatThrownBy(() -> failing.claim(ids(2))).hasMessage("away");
        assertThat(slots.free()).isEqualTo(2);
    }
}

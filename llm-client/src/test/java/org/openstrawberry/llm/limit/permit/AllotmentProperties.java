package org.openstrawberry.llm.limit.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.openstrawberry.llm.limit.permit.Allotment.Holder;

class AllotmentProperties {

    private static List<Holder> holders(List<Integer> wanted) {
        List<Holder> holders = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            holders.add(new Holder(new UUID(0, i), 0, wanted.get(i), i));
        }
        return holders;
    }

    @Property
    void shouldShareOutAllThatIsWantedAndNoMoreThanThereIs(
            @ForAll @IntRange(min = 1, max = 200) int limit,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 100) Integer> wanted) {
        // given
        List<Holder> holders = holders(wanted);

        // when
        Map<UUID, Integer> shares = Allotment.shares(limit, holders);

        // then
        int all = wanted.stream().mapToInt(Integer::intValue).sum();
        assertThat(shares.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(Math.min(limit, all));
        for (Holder holder : holders) {
            int share = shares.getOrDefault(holder.id(), -1);
            assertThat(share).isBetween(0, holder.wanted());
            // Whoever gets less than wanted is not behind anybody by more than the one that cannot be divided.
            if (share < holder.wanted()) {
                assertThat(shares.values()).allMatch(other -> other <= share + 1);
            }
        }
    }

    @Property
    void shouldNeverUseMoreThanIsFree(
            @ForAll @IntRange(min = 1, max = 50) int limit,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 60) Integer> wanted,
            @ForAll @Size(min = 50, max = 50) List<@IntRange(min = 0, max = 5) Integer> turns) {
        // given processes that ask one after the other and use what they get until they ask again
        List<Holder> holders = new ArrayList<>(holders(wanted));

        for (int turn : turns) {
            // when
            int asking = turn % holders.size();
            Holder me = holders.get(asking);
            List<Holder> others = new ArrayList<>(holders);
            others.remove(asking);
            int usable = Allotment.usable(limit, me, others);
            holders.set(asking, new Holder(me.id(), usable, me.wanted(), me.grantedAt()));

            // then
            assertThat(holders.stream().mapToInt(Holder::held).sum()).isLessThanOrEqualTo(limit);
        }
    }

    @Example
    void shouldGiveTheOnlyPermitToWhoeverHasWaitedLongest() {
        // given
        List<Holder> holders = List.of(
                new Holder(new UUID(0, 1), 1, 5, 30),
                new Holder(new UUID(0, 2), 0, 5, 10),
                new Holder(new UUID(0, 3), 0, 5, 20));

        // when / then
        assertThat(Allotment.shares(1, holders).get(new UUID(0, 2))).isEqualTo(1);
    }
}

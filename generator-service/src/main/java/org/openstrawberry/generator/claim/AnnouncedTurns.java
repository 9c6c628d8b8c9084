package org.openstrawberry.generator.claim;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.store.turn.ClaimedTurn;

/**
 * Claims turns that were announced to this process: as many as there are free slots. The rest is left in the table, for
 * whoever has a slot first.
 */
public final class AnnouncedTurns {
    private final SlotPool slots;
    private final Backlog backlog;
    private final Function<Collection<UUID>, List<ClaimedTurn>> source;
    private final Consumer<List<ClaimedTurn>> launcher;

    /**
     * Nothing claimed yet.
     *
     * @param source claims those of the turns that still wait
     * @param launcher starts the claimed turns; must not block or throw
     */
    public AnnouncedTurns(
            SlotPool slots,
            Backlog backlog,
            Function<Collection<UUID>, List<ClaimedTurn>> source,
            Consumer<List<ClaimedTurn>> launcher) {
        this.slots = slots;
        this.backlog = backlog;
        this.source = source;
        this.launcher = launcher;
    }

    /**
     * Claims and starts what fits. Safe to repeat: a turn is claimed once.
     *
     * @param turnIds different from each other
     * @throws RuntimeException what the source throws; nothing is claimed then
     */
    public void claim(List<UUID> turnIds) {
        int taken = slots.take(turnIds.size());
        int unused = taken;
        try {
            if (taken > 0) {
                List<ClaimedTurn> claimed = source.apply(turnIds.subList(0, taken));
                unused -= claimed.size();
                launcher.accept(claimed);
            }
        } finally {
            slots.give(unused);
        }
        if (taken < turnIds.size()) {
            backlog.note();
        }
    }
}

package org.openstrawberry.generator.claim;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.openstrawberry.generator.GeneratorConfig;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.store.turn.ClaimedTurn;

/**
 * Claims turns that wait in the table, whoever they were announced to: what found no slot when it was announced, and
 * what others leave. So the number of partitions bounds nothing.
 */
public final class TableClaimer {
    private static final int MAXIMUM_CLAIM = 500;

    /** The table. */
    @FunctionalInterface
    public interface Source {
        /** Claims up to so many turns that have waited for at least so long. */
        List<ClaimedTurn> claim(int limit, Duration minimumWait);
    }

    private final SlotPool slots;
    private final Backlog backlog;
    private final Source source;
    private final Consumer<List<ClaimedTurn>> launcher;
    private final Rest idle;
    private final Rest busy;
    private final Duration minimumWait;

    /**
     * Nothing claimed yet.
     *
     * @param launcher starts the claimed turns; must not block or throw
     */
    public TableClaimer(
            SlotPool slots,
            Backlog backlog,
            Source source,
            Consumer<List<ClaimedTurn>> launcher,
            GeneratorConfig config) {
        this.slots = slots;
        this.backlog = backlog;
        this.source = source;
        this.launcher = launcher;
        this.idle = new Rest(config.gatherInterval(), config.pollInterval());
        this.busy = Rest.exactly(config.gatherInterval());
        this.minimumWait = config.minimumWait();
    }

    /**
     * Claims what there is for the free slots, once. Called by one thread.
     *
     * @throws RuntimeException what the table throws; nothing is claimed then, and nothing forgotten
     */
    public Rest step() {
        // Taken before the slots: a note made after this line is seen by the next step.
        boolean known = backlog.takeNote();
        int taken = slots.take(MAXIMUM_CLAIM);
        if (taken == 0) {
            if (known) {
                backlog.keep();
            }
            return next();
        }
        List<ClaimedTurn> claimed;
        try {
            claimed = source.claim(taken, known ? Duration.ZERO : minimumWait);
        } catch (RuntimeException | Error e) {
            if (known) {
                backlog.keep();
            }
            slots.give(taken);
            throw e;
        }
        launcher.accept(claimed);
        // A budget may have turned away the oldest, which were all that this claim looked at.
        if (claimed.size() == taken || claimed.stream().anyMatch(ClaimedTurn::reserved)) {
            backlog.keep();
        }
        slots.give(taken - claimed.size());
        return next();
    }

    /** Slots that are given from now on wake the loop; those that were given meanwhile may not have. */
    private Rest next() {
        return backlog.isKnown() && slots.free() > 0 ? busy : idle;
    }
}

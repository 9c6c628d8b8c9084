package org.openstrawberry.verifier.call;

import java.util.List;
import java.util.function.Consumer;
import org.openstrawberry.contracts.event.TurnCritiqued;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.critique.EndedCritique;
import org.openstrawberry.store.critique.WaitingCritiques;
import org.openstrawberry.verifier.call.CritiqueIntake.Lease;

/** Takes up critiques that wait in the table and those whose verifier vanished; tells of those that are given up. */
public final class WaitingCritiqueClaimer {
    private static final int BATCH = 32;

    private final CritiqueQueue queue;
    private final Lease lease;
    private final CritiqueSlots slots;
    private final Backlog backlog;
    private final CritiqueLauncher launcher;
    private final LapsedLeases lapsed;
    private final Consumer<List<TurnCritiqued>> announce;

    /**
     * From this queue.
     *
     * @param lapsed when critiques may be taken over
     * @param announce publishes; must not throw
     */
    public WaitingCritiqueClaimer(
            CritiqueQueue queue,
            Lease lease,
            CritiqueSlots slots,
            Backlog backlog,
            CritiqueLauncher launcher,
            LapsedLeases lapsed,
            Consumer<List<TurnCritiqued>> announce) {
        this.queue = queue;
        this.lease = lease;
        this.slots = slots;
        this.backlog = backlog;
        this.launcher = launcher;
        this.lapsed = lapsed;
        this.announce = announce;
    }

    /** Fills the free slots with what waits. */
    public void claimAll() {
        boolean more = true;
        while (more) {
            // What waits after this line is noted again.
            backlog.takeNote();
            int taken = slots.take(BATCH);
            if (taken == 0) {
                backlog.keep();
                return;
            }
            more = claim(taken);
        }
    }

    private WaitingCritiques claimWaiting(int limit) {
        try {
            return lapsed.count()
                    ? queue.claimLapsedAndWaiting(limit, lease.owner(), lease.duration(), lease.cap())
                    : queue.claimWaiting(limit, lease.owner(), lease.duration(), lease.cap());
        } catch (RuntimeException e) {
            lapsed.databaseFailed();
            throw e;
        }
    }

    /** Whether there may be more: a budget may have turned away all but a few of those that were looked at. */
    private boolean claim(int taken) {
        int unused = taken;
        try {
            WaitingCritiques waiting = claimWaiting(taken);
            unused -= waiting.claimed().size();
            launcher.launch(waiting.claimed());
            announce.accept(waiting.ended().stream().map(EndedCritique::toEvent).toList());
            return !waiting.claimed().isEmpty() || !waiting.ended().isEmpty();
        } finally {
            slots.give(unused);
        }
    }
}

package org.openstrawberry.verifier.call;

import java.time.Duration;
import java.util.List;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueQueue;

/**
 * Takes in critiques that are due: as many as there are free slots are claimed and begun; of the others the rows are
 * made, to be taken up by whoever has a slot first.
 */
public final class CritiqueIntake {

    /**
     * How critiques are claimed.
     *
     * @param owner names this process
     * @param duration after which a claim lapses unless renewed
     * @param cap how many lapsed leases give a critique up
     */
    public record Lease(String owner, Duration duration, int cap) {}

    private final CritiqueQueue queue;
    private final Lease lease;
    private final CritiqueSlots slots;
    private final Backlog backlog;
    private final CritiqueLauncher launcher;

    /** Into this queue. */
    public CritiqueIntake(
            CritiqueQueue queue, Lease lease, CritiqueSlots slots, Backlog backlog, CritiqueLauncher launcher) {
        this.queue = queue;
        this.lease = lease;
        this.slots = slots;
        this.backlog = backlog;
        this.launcher = launcher;
    }

    /** Takes them in. Safe to repeat: a critique that was claimed is not claimed again. */
    public void accept(List<CritiqueDraft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        int taken = slots.take(drafts.size());
        int unused = taken;
        try {
            List<ClaimedCritique> claimed =
                    queue.claimNew(drafts.subList(0, taken), lease.owner(), lease.duration(), lease.cap());
            unused -= claimed.size();
            if (claimed.size() < taken) {
                // Those of a run with a budget are only stored; they are claimed in the order of their coming.
                backlog.note();
            }
            launcher.launch(claimed);
        } finally {
            slots.give(unused);
        }
        if (taken < drafts.size()) {
            queue.insertMissing(drafts.subList(taken, drafts.size()));
            backlog.note();
        }
    }
}

package org.openstrawberry.verifier.call;

import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueClaim;

/**
 * A critique in the making. Its call can be stopped until its end begins to be stored or it begins to be given back;
 * after that nothing disturbs it.
 */
public final class InFlightCritique {
    private enum State {
        CALLING,
        OVERDUE,
        STOPPED,
        STORING
    }

    private final ClaimedCritique critique;
    private State state = State.CALLING;
    private @Nullable Thread caller;

    /** Claimed and not begun. */
    public InFlightCritique(ClaimedCritique critique) {
        this.critique = critique;
    }

    /** What was claimed. */
    public ClaimedCritique critique() {
        return critique;
    }

    /** The claim. */
    public CritiqueClaim claim() {
        return critique.claim();
    }

    /**
     * The present thread begins the call, and may be interrupted from now on.
     *
     * @return false when it was stopped before
     */
    public synchronized boolean begin() {
        caller = Thread.currentThread();
        return state == State.CALLING;
    }

    /** Ends the call because it takes too long. */
    public synchronized void timeOut() {
        if (state == State.CALLING) {
            state = State.OVERDUE;
            interrupt();
        }
    }

    /** Whether the call took too long. */
    public synchronized boolean isOverdue() {
        return state == State.OVERDUE;
    }

    /**
     * Breaks the call off: the critique is no longer wanted or held, or the service stops. Its thread gives it back.
     *
     * @return false when its end is being stored already
     */
    public synchronized boolean stop() {
        if (state == State.STORING) {
            return false;
        }
        if (state != State.STOPPED) {
            state = State.STOPPED;
            interrupt();
        }
        return true;
    }

    /**
     * The present thread knows what became of the call, goes on to store that, and is not interrupted any more.
     *
     * @return false when the critique was stopped
     */
    public synchronized boolean beginStoring() {
        // Whatever interruption came was meant for the call.
        Thread.interrupted();
        if (state == State.STOPPED) {
            return false;
        }
        state = State.STORING;
        return true;
    }

    private void interrupt() {
        Thread thread = caller;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

package org.openstrawberry.generator.slot;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.PauseListener;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnClaim;

/**
 * A claimed turn on its way: being prepared, then at the model, then being stored. It can be given up until the model
 * has replied; what is paid for is stored. Safe between threads.
 */
public final class InFlightTurn {
    private enum Phase {
        PREPARING,
        CALLING,
        STORING
    }

    private final ClaimedTurn turn;
    private Phase phase = Phase.PREPARING;
    private @Nullable Thread caller;
    private @Nullable StopReason stopReason;
    private long deadlineNanos;
    private long pausedNanos;
    private boolean paused;

    /** Being prepared. */
    public InFlightTurn(ClaimedTurn turn) {
        this.turn = turn;
    }

    /** What was claimed. */
    public ClaimedTurn turn() {
        return turn;
    }

    /** The claim on it. */
    public TurnClaim claim() {
        return turn.claim();
    }

    /**
     * Notes that the current thread goes to call the model and may be interrupted until {@link #endCall}.
     *
     * @param deadline of {@link System#nanoTime}, after which the call is overdue
     * @return false if the turn was given up before; the call must not be made
     */
    public synchronized boolean beginCall(long deadline) {
        if (stopReason != null) {
            return false;
        }
        phase = Phase.CALLING;
        caller = Thread.currentThread();
        deadlineNanos = deadline;
        return true;
    }

    /**
     * Notes that the call is over, however it ended, and clears the thread's interruption, so that what follows is not
     * disturbed.
     *
     * @return why the call was given up, if it was
     */
    public synchronized Optional<StopReason> endCall() {
        phase = Phase.STORING;
        if (caller == Thread.currentThread()) {
            // Only cleared, not looked at: the reason tells more.
            boolean _ = Thread.interrupted();
        }
        caller = null;
        return Optional.ofNullable(stopReason);
    }

    /**
     * Gives the turn up, interrupting its call. The first reason stays.
     *
     * @return false if it is too late: the call is over, or was given up before
     */
    public synchronized boolean giveUp(StopReason reason) {
        if (phase == Phase.STORING || stopReason != null) {
            return false;
        }
        stopReason = reason;
        if (caller != null) {
            caller.interrupt();
        }
        return true;
    }

    /** Gives the turn up if it has been at the model for too long. */
    public synchronized boolean giveUpIfOverdue(long nanoTime) {
        return phase == Phase.CALLING && !paused && nanoTime - deadlineNanos >= 0 && giveUp(StopReason.OVERDUE);
    }

    /**
     * Stops the clock of the call while it waits for a limit: the deadline moves by as much.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public PauseListener pauses(LongSupplier nanoTime) {
        return new PauseListener() {
            private long began;

            @Override
            public void paused() {
                began = nanoTime.getAsLong();
                setPaused(true, 0);
            }

            @Override
            public void resumed() {
                setPaused(false, nanoTime.getAsLong() - began);
            }
        };
    }

    private synchronized void setPaused(boolean now, long added) {
        paused = now;
        pausedNanos += added;
        deadlineNanos += added;
    }

    /** How long the call has waited for limits so far. */
    public synchronized long pausedNanos() {
        return pausedNanos;
    }

    /** Why it was given up, if it was. */
    public synchronized Optional<StopReason> stopReason() {
        return Optional.ofNullable(stopReason);
    }
}

package org.openstrawberry.verifier.call;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.PauseListener;

/** Acts when a call has taken too long, not counting the time that it waited for a limit. Used by the call's thread. */
final class PausableDeadline implements PauseListener, AutoCloseable {

    private final ScheduledExecutorService scheduler;
    private final Runnable action;
    private long leftNanos;
    private long runningSince;
    private @Nullable ScheduledFuture<?> scheduled;

    /** Runs from now on. */
    PausableDeadline(ScheduledExecutorService scheduler, Duration limit, Runnable action) {
        this.scheduler = scheduler;
        this.action = action;
        this.leftNanos = limit.toNanos();
        resumed();
    }

    @Override
    public void paused() {
        close();
        leftNanos -= System.nanoTime() - runningSince;
    }

    @Override
    public void resumed() {
        runningSince = System.nanoTime();
        scheduled = scheduler.schedule(action, leftNanos, TimeUnit.NANOSECONDS);
    }

    /** Does not act any more. */
    @Override
    public void close() {
        ScheduledFuture<?> running = scheduled;
        if (running != null) {
            running.cancel(false);
        }
    }
}

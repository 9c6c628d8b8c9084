package org.openstrawberry.llm.limit.patience;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long one call still waits. Used by the thread that waits; closing it gives its place in the room back. */
public final class Patience implements AutoCloseable {

    private final WaitingRoom room;
    private final long began = System.nanoTime();
    private final long longest;
    private long allowed;
    private boolean hasPlace;

    Patience(WaitingRoom room, Duration atFirst, Duration longest) {
        this.room = room;
        this.allowed = atFirst.toNanos();
        this.longest = longest.toNanos();
    }

    /**
     * How long the next wait may be, in nanoseconds, positive while there is patience. What comes up short must ask again:
     * a longer wait may have become possible.
     */
    public long leftNanos() {
        long left = allowed - sinceBegin();
        if (left > 0 || hasPlace || allowed == longest || !room.takePlace()) {
            return Math.max(0, left);
        }
        hasPlace = true;
        allowed = longest;
        return Math.max(0, allowed - sinceBegin());
    }

    /**
     * Sleeps until that moment.
     *
     * @param moment of {@link System#nanoTime}
     * @return false if patience ended before
     */
    public boolean sleepUntil(long moment) throws InterruptedException {
        for (long sleep = moment - System.nanoTime(); sleep > 0; sleep = moment - System.nanoTime()) {
            long left = leftNanos();
            if (left == 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(sleep, left));
        }
        return true;
    }

    /** Waits until it is completed, with a value; empty if patience ended before. */
    public <T> Optional<T> await(CompletableFuture<T> future) throws InterruptedException {
        for (long left = leftNanos(); left > 0; left = leftNanos()) {
            try {
                return Optional.of(future.get(left, TimeUnit.NANOSECONDS));
            } catch (TimeoutException _) {
                // Asked again how long the wait may be.
            } catch (ExecutionException e) {
                throw new IllegalStateException("nothing that is waited for fails", e);
            }
        }
        return Optional.ofNullable(future.getNow(null));
    }

    private long sinceBegin() {
        return System.nanoTime() - began;
    }

    /** Since it came in. */
    public Duration waited() {
        return Duration.ofNanos(sinceBegin());
    }

    @Override
    public void close() {
        room.leave(hasPlace);
        hasPlace = false;
    }
}

package org.openstrawberry.llm.limit.patience;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for calls of one key that wait. A short wait takes none; a call whose wait has become a long one needs a
 * place, or must give up. So the calls of one key never occupy a whole process, while others could go on.
 */
public final class WaitingRoom {

    /** A wait that long takes no place. */
    static final Duration SHORT = Duration.ofSeconds(1);

    private final Semaphore places;
    private final Duration longest;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Empty.
     *
     * @param places how many calls may wait for long, at least 1
     * @param longest how long each may wait
     */
    public WaitingRoom(int places, Duration longest) {
        if (places < 1) {
            throw new IllegalArgumentException("there is at least one place to wait, not " + places);
        }
        this.places = new Semaphore(places);
        this.longest = longest;
    }

    /** A call comes in. */
    public Patience enter() {
        waiting.incrementAndGet();
        return new Patience(this, longest.compareTo(SHORT) < 0 ? longest : SHORT, longest);
    }

    /** How many calls wait, for short or for long. */
    public int waiting() {
        return waiting.get();
    }

    boolean takePlace() {
        return places.tryAcquire();
    }

    void leave(boolean hasPlace) {
        waiting.decrementAndGet();
        if (hasPlace) {
            places.release();
        }
    }
}

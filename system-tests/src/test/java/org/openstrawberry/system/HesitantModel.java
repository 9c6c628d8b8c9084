package org.openstrawberry.system;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedRequest;

/** A model that answers when it is told to, so that a test says how many calls are in flight. */
final class HesitantModel implements ReplyScript {
    private static final int ALL = 1_000_000;

    private final String text;
    private final Duration patience;
    private volatile Gate gate = new Gate(new Semaphore(0), new AtomicInteger());

    /**
     * A model of one text.
     *
     * @param patience after which a request that nobody let through fails
     */
    HesitantModel(String text, Duration patience) {
        this.text = text;
        this.patience = patience;
    }

    private record Gate(Semaphore allowed, AtomicInteger waiting) {}

    @Override
    public String reply(SimulatedRequest request) {
        Gate own = gate;
        own.waiting.incrementAndGet();
        try {
            if (!own.allowed.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody let request " + request.number() + " through");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            own.waiting.decrementAndGet();
        }
        return text;
    }

    /** Requests that are waiting for an answer. */
    int waiting() {
        return gate.waiting.get();
    }

    /** Answers so many requests, now or when they come. */
    void answer(int requests) {
        gate.allowed.release(requests);
    }

    /** Answers all requests from now on. */
    void answerAll() {
        answer(ALL);
    }

    /** Stops thinking about the requests that wait: whoever sent them is gone. */
    void forget() {
        Gate old = gate;
        gate = new Gate(new Semaphore(0), new AtomicInteger());
        old.allowed.release(ALL);
    }
}

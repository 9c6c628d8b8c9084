package org.openstrawberry.generator.claim;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether turns are known to wait in the table for which there was no slot. Which ones is not remembered: the table
 * knows, and somebody else may take them. Safe between threads.
 */
public final class Backlog {
    private final AtomicBoolean known = new AtomicBoolean();
    private volatile Runnable listener = () -> {};

    /** Names whoever is to be told when turns wait and slots may be free. Must not block. */
    public void listen(Runnable newListener) {
        listener = newListener;
    }

    /** Turns wait. */
    public void note() {
        known.set(true);
        listener.run();
    }

    /** Turns still wait, says whoever looks after them. */
    public void keep() {
        known.set(true);
    }

    /** A slot was given back. */
    public void slotsGiven() {
        if (known.get()) {
            listener.run();
        }
    }

    /** Whether turns are known to wait; they count as looked after from now on. */
    public boolean takeNote() {
        return known.getAndSet(false);
    }

    /** Whether turns are known to wait. */
    public boolean isKnown() {
        return known.get();
    }
}

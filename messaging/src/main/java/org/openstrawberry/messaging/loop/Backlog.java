package org.openstrawberry.messaging.loop;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether work is known to wait in a table for which there was no slot, so that a slot that is given back is filled at
 * once. Which work is not remembered: the table knows, and somebody else may take it. Safe between threads.
 */
public final class Backlog {
    private final AtomicBoolean known = new AtomicBoolean();
    private volatile Runnable listener = () -> {};

    /** Names whoever is to be told when work waits and slots may be free. Must not block. */
    public void listen(Runnable newListener) {
        listener = newListener;
    }

    /** Work waits. */
    public void note() {
        known.set(true);
        listener.run();
    }

    /** Work still waits, says whoever looks after it. */
    public void keep() {
        known.set(true);
    }

    /** A slot was given back. */
    public void slotsGiven() {
        if (known.get()) {
            listener.run();
        }
    }

    /** Whether work is known to wait; it counts as looked after from now on. */
    public boolean takeNote() {
        return known.getAndSet(false);
    }

    /** Whether work is known to wait. */
    public boolean isKnown() {
        return known.get();
    }
}

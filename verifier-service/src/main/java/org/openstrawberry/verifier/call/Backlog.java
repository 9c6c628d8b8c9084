package org.openstrawberry.verifier.call;

/** Whether critiques are known to wait for a slot, so that a free one is filled at once instead of at the next poll. */
public final class Backlog {
    private volatile boolean noted;
    private volatile Runnable onRoom = () -> {};

    /** Says what is to be done when there is room for waiting critiques; must not block. */
    public void onRoom(Runnable action) {
        onRoom = action;
    }

    /** Critiques wait. */
    public void note() {
        noted = true;
    }

    /** A look at the table is about to begin; what waits after it is noted again. */
    public void clear() {
        noted = false;
    }

    /** Slots were given back. */
    public void slotsGiven() {
        if (noted) {
            onRoom.run();
        }
    }
}

package org.openstrawberry.contracts;

/** Where a turn is between being asked for and being answered. */
public enum TurnStatus {
    /** Written, waiting for a generator. */
    PENDING,
    /** Claimed by a generator under a lease. */
    RUNNING,
    /** Answered by the model. */
    COMPLETED,
    /** The provider refused it, or its retries are exhausted. */
    FAILED,
    /** Claimed as often as allowed without ever coming to an end. */
    POISONED,
    /** Withdrawn before a generator claimed it. */
    CANCELLED;

    /** Whether nothing more will happen to the turn. */
    public boolean isTerminal() {
        return switch (this) {
            case PENDING, RUNNING -> false;
            case COMPLETED, FAILED, POISONED, CANCELLED -> true;
        };
    }
}

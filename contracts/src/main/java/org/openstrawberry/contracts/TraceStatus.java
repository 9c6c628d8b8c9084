package org.openstrawberry.contracts;

/** What a trace waits for. */
public enum TraceStatus {
    /** Not begun: the run has as many traces in flight as it may. */
    QUEUED,
    /** A turn is waiting for a generator or running. */
    AWAITING_TURN,
    /** The next prompt depends on a critique that is being made. */
    AWAITING_CRITIQUE,
    /** An answer was proposed and is being judged. */
    AWAITING_VERDICT,
    /** Ended, for exactly one {@link EndReason}. */
    FINISHED
}

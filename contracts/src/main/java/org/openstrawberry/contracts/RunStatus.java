package org.openstrawberry.contracts;

/** The life of a run. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    PAUSED,
    FINISHED,
    CANCELLED,
    FAILED;

    /** Whether the run has come to its end. */
    public boolean isTerminal() {
        return switch (this) {
            case QUEUED, RUNNING, PAUSED -> false;
            case FINISHED, CANCELLED, FAILED -> true;
        };
    }
}

package org.openstrawberry.orchestrator.problemset;

/** A row cannot become a problem. Carries no stack trace, for a file may hold a million such rows. */
final class RowRejectedException extends RuntimeException {

    /** A rejection with a reason for the user to read. */
    RowRejectedException(String reason) {
        super(reason, null, false, false);
    }
}

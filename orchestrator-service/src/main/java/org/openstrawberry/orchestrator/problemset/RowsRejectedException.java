package org.openstrawberry.orchestrator.problemset;

/** Nothing was imported because of bad rows. */
public final class RowsRejectedException extends RuntimeException {
    private final ImportSummary summary;

    /** A refusal that tells which rows are bad. */
    public RowsRejectedException(ImportSummary summary) {
        super(summary.rejectedCount() + " of " + (summary.problems() + summary.rejectedCount())
                + " rows cannot be imported; nothing was stored");
        this.summary = summary;
    }

    /** What the file holds. */
    public ImportSummary summary() {
        return summary;
    }
}

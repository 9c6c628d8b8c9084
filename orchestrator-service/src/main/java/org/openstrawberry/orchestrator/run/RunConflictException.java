package org.openstrawberry.orchestrator.run;

/** What was asked for contradicts the state that the run or trace is in. The message says how, for the user to read. */
public final class RunConflictException extends RuntimeException {
    private final Code code;

    /** A conflict that can be told apart by its code. */
    public RunConflictException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** What kind of conflict it is. */
    public Code code() {
        return code;
    }

    /** The kinds of conflict. */
    public enum Code {
        /** The run or trace has come to its end. */
        ALREADY_OVER,
        /** The Idempotency-Key was used for another request. */
        IDEMPOTENCY_KEY_REUSED,
        /** The run has no budget that could be changed. */
        WITHOUT_BUDGET,
        /** It is the campaign's budget that has to be raised. */
        STOPPED_BY_CAMPAIGN,
        /** There is no run, trace or campaign of that id. */
        NOT_FOUND
    }
}

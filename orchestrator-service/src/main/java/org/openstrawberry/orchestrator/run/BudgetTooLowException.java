package org.openstrawberry.orchestrator.run;

/** A cap cannot be set. The message says why, for the user to read. */
public final class BudgetTooLowException extends RuntimeException {
    private final String field;

    /** @param field of the request, tokens or cost */
    public BudgetTooLowException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The field of the request that is wrong. */
    public String field() {
        return field;
    }
}

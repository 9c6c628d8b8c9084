package org.openstrawberry.judge.budget;

/** The input asks for more work, or for larger numbers, than one verdict may take. */
public final class BudgetExceededException extends RuntimeException {
    /**
     * Without a stack trace: it is an ordinary outcome, and cheap.
     *
     * @param what the bound that was met, in words
     */
    public BudgetExceededException(String what) {
        super(what, null, false, false);
    }
}

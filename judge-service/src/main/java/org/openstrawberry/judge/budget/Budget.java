package org.openstrawberry.judge.budget;

/**
 * Counts the operations spent on one answer. A thread cannot be killed, so the work itself is counted: everything that
 * could grow with the input spends from the budget before it starts. Not thread-safe: one budget belongs to one call.
 */
public final class Budget {
    /** Operations for one verdict: about ten nanoseconds each. */
    public static final long STANDARD_OPERATIONS = 1_200_000;

    private long left;

    private Budget(long operations) {
        this.left = operations;
    }

    /** A budget of {@link #STANDARD_OPERATIONS}. */
    public static Budget standard() {
        return new Budget(STANDARD_OPERATIONS);
    }

    /**
     * A budget of so many operations.
     *
     * @throws IllegalArgumentException when negative
     */
    public static Budget of(long operations) {
        if (operations < 0) {
            throw new IllegalArgumentException("a budget cannot be negative: " + operations);
        }
        return new Budget(operations);
    }

    /**
     * Takes operations from the budget, before the work they stand for.
     *
     * @throws BudgetExceededException when there are not so many left
     */
    public void spend(long operations) {
        if (operations > left) {
            left = 0;
            throw new BudgetExceededException("too many operations");
        }
        left -= operations;
    }

    /** Operations left. */
    public long left() {
        return left;
    }
}

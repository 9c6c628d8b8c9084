package org.openstrawberry.judge.value;

/** What is known about two things. */
public enum Sameness {
    SAME,
    DIFFERENT,
    /** It cannot be said, within the budget or at all. */
    UNKNOWN;

    /** Same when both are, different when one is different. */
    public Sameness and(Sameness other) {
        if (this == DIFFERENT || other == DIFFERENT) {
            return DIFFERENT;
        }
        return this == SAME ? other : UNKNOWN;
    }

    /** Same when one is, different when both are. */
    public Sameness or(Sameness other) {
        if (this == SAME || other == SAME) {
            return SAME;
        }
        return this == DIFFERENT ? other : UNKNOWN;
    }

    /** Same or different. */
    public static Sameness of(boolean same) {
        return same ? SAME : DIFFERENT;
    }
}

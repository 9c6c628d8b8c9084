package org.openstrawberry.contracts;

/** What the judge found. */
public enum VerdictOutcome {
    CORRECT,
    INCORRECT,
    /** The judge cannot tell; never counted as correct. */
    UNDECIDED
}

package org.openstrawberry.contracts;

/** What the verifier found in a window of turns. */
public enum CritiqueOutcome {
    PASS,
    FAIL,
    /** The critic gave no verdict that could be read; never counted as a pass. */
    UNKNOWN
}

package org.openstrawberry.contracts;

/** What a percent sign means when only one of answer and ground truth has one. */
public enum PercentPolicy {
    /** 50% equals 50 (the sign read as a unit) and 0.5 (the sign read as a hundredth). */
    LENIENT,
    /** 50% equals 0.5 only. */
    EXACT
}

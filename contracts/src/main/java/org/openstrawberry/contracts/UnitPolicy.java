package org.openstrawberry.contracts;

/** Whether an answer must name the unit that the ground truth names. */
public enum UnitPolicy {
    /** A missing unit is that of the other side; two different units are different. */
    LENIENT,
    /** A unit of the ground truth must be there. */
    STRICT
}

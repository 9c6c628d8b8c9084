package org.openstrawberry.contracts;

/** Whether the order of a bare list counts. Tuples and intervals are always ordered, sets in braces never. */
public enum ElementOrder {
    ANY,
    SAME
}

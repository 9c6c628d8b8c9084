package org.openstrawberry.judge.comparison;

/** Whether the order of a bare list counts. Tuples and intervals are always ordered, sets in braces never. */
public enum ElementOrder {
    ANY,
    SAME
}

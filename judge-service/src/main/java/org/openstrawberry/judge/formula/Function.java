package org.openstrawberry.judge.formula;

/** Functions that can be evaluated. */
public enum Function {
    SQUARE_ROOT,
    /** Degree, then radicand. */
    ROOT,
    ABSOLUTE,
    SINE,
    COSINE,
    TANGENT,
    COTANGENT,
    SECANT,
    COSECANT,
    ARC_SINE,
    ARC_COSINE,
    ARC_TANGENT,
    HYPERBOLIC_SINE,
    HYPERBOLIC_COSINE,
    HYPERBOLIC_TANGENT,
    EXPONENTIAL,
    NATURAL_LOGARITHM,
    /** A logarithm without a base: to ten or to e, see the policies. */
    BARE_LOGARITHM,
    /** Base, then argument. */
    LOGARITHM,
    FLOOR,
    CEILING,
    FACTORIAL,
    /** The upper number, then the lower one. */
    BINOMIAL,
    GREATEST_COMMON_DIVISOR,
    LEAST_COMMON_MULTIPLE,
    MINIMUM,
    MAXIMUM,
    /** An angle in degrees. */
    DEGREES
}

package org.openstrawberry.contracts;

import java.util.regex.Pattern;

/**
 * How the answers to a problem set are compared where people differ.
 *
 * @param percent what a percent sign means when only one side has one
 * @param units whether an answer must name its unit
 * @param order whether the order of a bare list counts
 * @param tolerance how far a number may be from the ground truth: absolute as in "0.01" and "1e-6", or a part of the
 *     ground truth as in "1%"; "0" wants equal numbers
 */
public record ComparisonPolicy(PercentPolicy percent, UnitPolicy units, ElementOrder order, String tolerance) {
    // Before the constant that is checked by it.
    private static final Pattern TOLERANCE = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,20})?(?:e-?[0-9]{1,2})?%?");

    /** Lenient percent signs and units, bare lists in any order, equal numbers. */
    public static final ComparisonPolicy DEFAULT =
            new ComparisonPolicy(PercentPolicy.LENIENT, UnitPolicy.LENIENT, ElementOrder.ANY, "0");

    /**
     * Checks the tolerance.
     *
     * @throws IllegalArgumentException when it is no tolerance
     */
    public ComparisonPolicy {
        if (!isTolerance(tolerance)) {
            throw new IllegalArgumentException("no tolerance: " + tolerance);
        }
    }

    /** Whether a text is a tolerance. */
    public static boolean isTolerance(String text) {
        return TOLERANCE.matcher(text).matches();
    }
}

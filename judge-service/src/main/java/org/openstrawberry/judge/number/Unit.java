package org.openstrawberry.judge.number;

import org.openstrawberry.judge.rational.Rational;

/**
 * A unit of measure.
 *
 * @param dimension what it measures, with powers: {@code length}, {@code length^2}, {@code length*time^-1}
 * @param factor how many base units of the dimension it is
 */
record Unit(String name, String dimension, Rational factor) {
    static final String ANGLE = "angle";
}

package org.openstrawberry.judge.number;

import org.openstrawberry.judge.expression.Rational;

/**
 * A unit of measure.
 *
 * @param dimension what it measures, with its power: {@code length}, {@code length^2}, {@code money:dollar}
 * @param factor how many base units of the dimension it is
 */
record Unit(String name, String dimension, Rational factor) {}

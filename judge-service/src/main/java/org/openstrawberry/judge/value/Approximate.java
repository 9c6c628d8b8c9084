package org.openstrawberry.judge.value;

/**
 * A complex number that is known up to an error.
 *
 * @param error logarithm to base ten of the absolute error; minus infinity when there is none
 */
record Approximate<R>(R real, R imaginary, double error) {}

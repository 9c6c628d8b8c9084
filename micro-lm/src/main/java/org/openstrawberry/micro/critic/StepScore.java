package org.openstrawberry.micro.critic;

/**
 * How likely a model finds a step.
 *
 * @param turn the turn that it is in, counted from 0
 * @param step the step within the turn, counted from 0
 * @param logProbability of the step's tokens, given all that stands before them; natural logarithm
 */
public record StepScore(int turn, int step, double logProbability) {

    /** 0 to 1. */
    public double probability() {
        return StrictMath.exp(logProbability);
    }
}

package org.openstrawberry.orchestrator.selection;

import org.openstrawberry.orchestrator.report.Proportion;

/**
 * What became of the samples of a problem that ended by themselves. A trace without an answer is incorrect.
 *
 * @param undecided those that the judge could not decide
 */
public record Outcomes(int correct, int incorrect, int undecided) {
    /** All of them. */
    public int samples() {
        return correct + incorrect + undecided;
    }

    /**
     * The share of the correct ones.
     *
     * @throws IllegalArgumentException without samples
     */
    public Proportion passRate() {
        return Proportion.wilson(correct, samples());
    }
}

package org.openstrawberry.orchestrator.selection;

import java.util.UUID;

/**
 * A problem of a run and where it lies.
 *
 * @param position place of the problem in its set, from 0
 * @param uncertain whether more samples could well change its placement
 */
public record ProblemSelection(
        UUID problemId, int position, Outcomes outcomes, Placement placement, boolean uncertain) {
    /** By that band. */
    public static ProblemSelection of(UUID problemId, int position, Outcomes outcomes, Band band) {
        return new ProblemSelection(problemId, position, outcomes, band.place(outcomes), band.isUncertain(outcomes));
    }
}

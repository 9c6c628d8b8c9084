package org.openstrawberry.orchestrator.selection;

/** Where a problem lies to the band of the barely solvable. */
public enum Placement {
    /** In the band. */
    KEPT,
    /** Solved more often than the band reaches. */
    EASY,
    /** Solved less often than the band begins. */
    HOPELESS,
    /** What the judge left open decides. */
    UNDECIDED,
    /** No sample has ended. */
    UNSAMPLED
}

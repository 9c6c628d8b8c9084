package org.openstrawberry.orchestrator.prompt;

/** How a run of mode SINGLE_SHOT asks for the answer. */
public enum SingleShotStyle {
    /** The answer only. */
    ZERO_SHOT,
    /** After a few worked examples. */
    FEW_SHOT,
    /** With the reasoning written out first. */
    CHAIN_OF_THOUGHT
}

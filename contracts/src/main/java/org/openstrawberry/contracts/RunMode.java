package org.openstrawberry.contracts;

/** How a run asks the model. */
public enum RunMode {
    /** The multi-turn reasoning loop. */
    TRACE,
    /** One call; the answer is extracted from the reply. */
    SINGLE_SHOT
}

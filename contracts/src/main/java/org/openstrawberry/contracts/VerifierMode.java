package org.openstrawberry.contracts;

/** What a run does with critiques. */
public enum VerifierMode {
    /** None are made. */
    OFF,
    /** They are stored beside the trace, which never sees them. */
    OBSERVE,
    /** A failed window's critique becomes the next user turn. */
    FEEDBACK,
    /** A failed critique of the last window sends a proposed answer back to work. */
    GATE
}

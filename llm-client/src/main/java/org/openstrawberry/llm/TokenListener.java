package org.openstrawberry.llm;

/**
 * Hears a streamed reply as it is written, for those who watch. Called on the calling thread; must not block or throw.
 * What was heard is no reply until the call returns one: a try may be cut and begin again.
 */
@FunctionalInterface
public interface TokenListener {

    /** The next piece of the reply's text, never of hidden reasoning. */
    void text(String piece);

    /** A try begins; what was heard of an earlier one is void. */
    default void began() {}
}

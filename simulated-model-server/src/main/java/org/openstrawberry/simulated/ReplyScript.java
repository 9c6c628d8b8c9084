package org.openstrawberry.simulated;

/** Decides what the simulated model answers. Called by many threads at once. */
@FunctionalInterface
public interface ReplyScript {

    /** The text of the reply. */
    String reply(SimulatedRequest request);

    /** The whole reply, for scripts that decide more than its text. */
    default SimulatedReply play(SimulatedRequest request) {
        return SimulatedReply.of(reply(request));
    }

    /** The same short text for every request. */
    static ReplyScript always(String text) {
        return request -> text;
    }
}

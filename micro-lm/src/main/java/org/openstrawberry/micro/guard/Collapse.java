package org.openstrawberry.micro.guard;

/**
 * Training is destroying the model: stop, and go back to an earlier checkpoint.
 *
 * @param code by what it was seen
 * @param message for people
 */
public record Collapse(Code code, String message) {

    /** What a collapse is seen by. */
    public enum Code {
        /** The chosen replies have become much less likely than the model that training started from finds them. */
        LIKELIHOOD_FELL,
        /** Fewer held-out problems are solved than before, by more than chance explains. */
        ACCURACY_FELL
    }

    /** For logs and events: code and message. */
    @Override
    public String toString() {
        return code + ": " + message;
    }
}

package org.openstrawberry.generator.slot;

/** Why a call was given up before its reply. */
public enum StopReason {
    /** The claim was lost to a later attempt, or the trace is over: nobody wants the reply. */
    UNWANTED,
    /** The time allowed for the turn is used up. */
    OVERDUE,
    /** The turn is given back unanswered: the service stops, or cannot read what the call needs. */
    RETURNED,
    /** A limit or an open circuit holds the call back: the turn is given back unanswered, to be claimed later. */
    HELD_BACK
}

package org.openstrawberry.contracts;

/** Why a turn's user prompt was sent. */
public enum TurnKind {
    /** Turn 0: the problem as it is. */
    PROBLEM,
    /** A drawn prompt that asks for the next small step. */
    NEXT,
    /** The confidence checklist that asks for the answer when the model is sure of it. */
    FINAL_CHECK,
    /** A critique of earlier turns, sent back to the model. */
    FEEDBACK
}

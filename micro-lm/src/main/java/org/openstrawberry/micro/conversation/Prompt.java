package org.openstrawberry.micro.conversation;

import org.openstrawberry.micro.text.Control;

/** What a user says after the problem. */
public enum Prompt {
    /** One more step, please. */
    NEXT(Control.NEXT),
    /** Are you confident? Then the answer, otherwise one more step. */
    CHECK(Control.CHECK),
    /** All steps and the answer in one reply. */
    SOLVE(Control.SOLVE);

    private final Control control;

    Prompt(Control control) {
        this.control = control;
    }

    int token() {
        return control.id();
    }
}

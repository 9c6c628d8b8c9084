package org.openstrawberry.micro.text;

/** Tokens that no text can contain: they say whose turn it is. */
public enum Control {
    /** Ends a reply. */
    END(0),
    /** Asks for the next step. */
    NEXT(1),
    /** Asks for the answer, if everything is worked out. */
    CHECK(2),
    /** Asks for the whole working and the answer in one reply. */
    SOLVE(3);

    private final int id;

    Control(int id) {
        this.id = id;
    }

    /** The token. */
    public int id() {
        return id;
    }
}

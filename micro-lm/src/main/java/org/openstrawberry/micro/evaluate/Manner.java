package org.openstrawberry.micro.evaluate;

/** How a problem is solved. */
public enum Manner {
    /** The whole working and the answer in one reply. */
    ONE_SHOT("one shot"),
    /** A step for each turn, and the answer when it is asked for. */
    STEP_BY_STEP("conversation");

    private final String label;

    Manner(String label) {
        this.label = label;
    }

    /** For tables. */
    public String label() {
        return label;
    }
}

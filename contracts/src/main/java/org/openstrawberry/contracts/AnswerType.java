package org.openstrawberry.contracts;

/** How an answer is to be compared with the ground truth. */
public enum AnswerType {
    /** The judge finds the kind from the ground truth. */
    AUTO,
    NUMBER,
    /** A letter among given options. */
    CHOICE,
    /** Words, compared without regard to case and spacing. */
    TEXT,
    /** Yes or no, true or false. */
    BOOLEAN,
    /** An expression that uses each of the given numbers once and makes 24. */
    GAME24,
    /** Text whose every character counts: code, identifiers, brackets. */
    CODE,
    /** The ground truth is a regular expression that the whole answer must match. */
    REGEX
}

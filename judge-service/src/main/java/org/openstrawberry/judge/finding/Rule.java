package org.openstrawberry.judge.finding;

/** The comparison that decided. The code is what tables, events and REST bodies carry. */
public enum Rule {
    /** There is no answer at all. */
    BLANK("blank"),
    /** No answer could be told apart in the reply. */
    NO_ANSWER("no-answer"),
    /** There is nothing to compare with. */
    NO_GROUND_TRUTH("no-ground-truth"),
    /** The input asks for more work than a verdict may take. */
    BUDGET("budget"),
    NUMBER("number"),
    CHOICE("choice"),
    BOOLEAN("boolean"),
    /** Values that are no single number: expressions, equations, lists, sets, intervals, matrices. */
    FORMULA("formula"),
    /** Several words or values apart by commas. */
    LIST("list"),
    DATE("date"),
    TIME("time"),
    RATIO("ratio"),
    /** Text whose every character counts. */
    CODE("code"),
    /** A regular expression that the answer must match. */
    REGEX("regex"),
    TEXT("text"),
    GAME24("game24");

    private final String code;

    Rule(String code) {
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}

package org.openstrawberry.judge.list;

/** The brackets around a list; they say whether order counts and which lists can equal each other. */
enum ListShape {
    /** No brackets: 1, 2, 3. */
    BARE,
    /** Braces: order and repetition do not count. */
    SET,
    /** Round brackets: a tuple, a point or an open interval; order counts. */
    ROUND,
    /** Square brackets: a list or a closed interval; order counts. */
    SQUARE,
    /** Round on the left, square on the right: an interval. */
    ROUND_SQUARE,
    SQUARE_ROUND;

    static ListShape of(char opening, char closing) {
        if (opening == '{') {
            return SET;
        }
        if (opening == '(') {
            return closing == ')' ? ROUND : ROUND_SQUARE;
        }
        return closing == ']' ? SQUARE : SQUARE_ROUND;
    }

    /** Whether lists in these brackets may be the same: a bare list may be any list or set, but no half-open interval. */
    boolean fits(ListShape other) {
        return this == other || (this == BARE && other.isPlain()) || (other == BARE && isPlain());
    }

    private boolean isPlain() {
        return this == BARE || this == SET || this == ROUND || this == SQUARE;
    }

    String wrap(String elements) {
        return switch (this) {
            case BARE -> elements;
            case SET -> "{" + elements + "}";
            case ROUND -> "(" + elements + ")";
            case SQUARE -> "[" + elements + "]";
            case ROUND_SQUARE -> "(" + elements + "]";
            case SQUARE_ROUND -> "[" + elements + ")";
        };
    }
}

package org.openstrawberry.judge.budget;

/** Sizes beyond which input is cut or left unread, in UTF-16 units. */
public final class InputLimits {
    /** Of a reply, only the end is looked at: the answer is there. */
    public static final int REPLY = 60_000;

    /** A longer expression is not parsed. */
    public static final int PARSER = 4_000;

    /** Nesting of parentheses, powers and signs. */
    public static final int DEPTH = 120;

    /** Nodes of one expression. */
    public static final int NODES = 2_000;

    /** A reply of one line up to this length is an answer as a whole. */
    public static final int ANSWER_LINE = 200;

    /** Normal forms and extracted answers are reported up to this length. */
    public static final int REPORTED = 500;

    private InputLimits() {}

    /** The last {@code limit} units of the text, never beginning in the middle of a character. */
    public static String tail(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int start = text.length() - limit;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }

    /** The first {@code limit} units of the text with an ellipsis when cut, never ending in the middle of a character. */
    public static String head(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + "…";
    }
}

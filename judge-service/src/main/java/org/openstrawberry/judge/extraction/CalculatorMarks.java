package org.openstrawberry.judge.extraction;

/** Takes away the working marks of GSM8K, {@code <<16-3=13>>}. */
final class CalculatorMarks {
    private static final int LONGEST = 400;

    private CalculatorMarks() {}

    static String strip(String text) {
        int open = text.indexOf("<<");
        if (open < 0) {
            return text;
        }
        StringBuilder stripped = new StringBuilder(text.length());
        int copied = 0;
        int close = 0;
        while (open >= 0 && close >= 0) {
            // Once no closing mark is left, none is looked for again.
            close = text.indexOf(">>", open);
            if (close < 0) {
                break;
            }
            if (close - open <= LONGEST) {
                stripped.append(text, copied, open);
                copied = close + 2;
                open = text.indexOf("<<", copied);
            } else {
                open = text.indexOf("<<", close);
            }
        }
        return stripped.append(text, copied, text.length()).toString();
    }
}

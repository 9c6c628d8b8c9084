package org.openstrawberry.judge.text;

/** Takes away what stands around an answer and says nothing. */
public final class Trim {
    private static final String AROUND = " \t\n*_`\"'";
    private static final String BEHIND = " \t\n*_`\"'.,;:!";

    private Trim() {}

    /** Without spaces, quotes and Markdown emphasis around, full stops behind, and dollar signs that pair up. */
    public static String answer(String text) {
        int start = 0;
        int end = text.length();
        while (true) {
            while (start < end && AROUND.indexOf(text.charAt(start)) >= 0) {
                start++;
            }
            while (end > start && isBehind(text, start, end)) {
                end--;
            }
            int dollars = dollarsAround(text, start, end);
            if (dollars == 0) {
                return text.substring(start, end);
            }
            start += dollars;
            end -= dollars;
        }
    }

    /** "5!" is a factorial: an exclamation mark behind a digit, a bracket or a variable stays. */
    private static boolean isBehind(String text, int start, int end) {
        char last = text.charAt(end - 1);
        if (last == '!' && end - 2 >= start) {
            char before = text.charAt(end - 2);
            boolean variable =
                    Character.isLowerCase(before) && (end - 3 < start || !Character.isLetter(text.charAt(end - 3)));
            return !variable && !Character.isDigit(before) && ")!}]".indexOf(before) < 0;
        }
        return BEHIND.indexOf(last) >= 0;
    }

    private static int dollarsAround(String text, int start, int end) {
        int count = 0;
        while (count < 2
                && end - start > 2 * count + 1
                && text.charAt(start + count) == '$'
                && text.charAt(end - 1 - count) == '$') {
            count++;
        }
        return count;
    }
}

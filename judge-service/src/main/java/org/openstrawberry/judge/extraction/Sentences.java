package org.openstrawberry.judge.extraction;

import java.util.Locale;

/** Where sentences end. A full stop between digits does not end one. */
public final class Sentences {
    private static final String[] REASONS = {", because ", " because ", " since ", ", which ", ", as "};

    private Sentences() {}

    /** The first sentence of a line without the clause that gives a reason. */
    public static String first(String line) {
        int end = line.length();
        for (int at = 0; at + 1 < line.length(); at++) {
            if (endsAt(line, at)) {
                end = at;
                break;
            }
        }
        String sentence = line.substring(0, end);
        String lower = sentence.toLowerCase(Locale.ROOT);
        for (String reason : REASONS) {
            int at = lower.indexOf(reason);
            if (at > 0 && lower.length() == sentence.length()) {
                sentence = sentence.substring(0, at);
                lower = lower.substring(0, at);
            }
        }
        return sentence;
    }

    /** The sentence of the text that the position lies in, within its line. */
    public static String around(String text, int position) {
        int start = position;
        while (start > 0 && text.charAt(start - 1) != '\n' && !endsAt(text, start - 1)) {
            start--;
        }
        int end = position;
        while (end < text.length() && text.charAt(end) != '\n' && !endsAt(text, end)) {
            end++;
        }
        return text.substring(start, end);
    }

    /** A mark that ends a sentence has a space behind it, and behind that no small letter ("18 sq. in. of"). */
    private static boolean endsAt(String text, int at) {
        char mark = text.charAt(at);
        boolean thinSpace = mark == '!' && at > 0 && text.charAt(at - 1) == '\\';
        if (thinSpace || (mark != '.' && mark != '!' && mark != '?')) {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && "*_\"')".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (next >= text.length() || !Character.isWhitespace(text.charAt(next))) {
            return false;
        }
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next >= text.length() || !Character.isLowerCase(text.charAt(next));
    }
}

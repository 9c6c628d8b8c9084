package org.openstrawberry.judge.comparison;

import java.util.Optional;
import org.openstrawberry.judge.text.Words;

/**
 * The formula of a sentence that states one: "The line is $y = 2x$." It is the only one between dollar signs, nothing
 * else in the sentence has a digit, and no word takes it back.
 */
final class StatedFormula {
    private static final int LONGEST = 600;

    private StatedFormula() {}

    static Optional<String> in(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String marked = text.replace("\\(", "$")
                .replace("\\)", "$")
                .replace("\\[", "$")
                .replace("\\]", "$")
                .replace("$$", "$");
        int open = marked.indexOf('$');
        int close = open < 0 ? -1 : marked.indexOf('$', open + 1);
        if (close < 0 || marked.indexOf('$', close + 1) >= 0) {
            return Optional.empty();
        }
        String around = marked.substring(0, open) + " " + marked.substring(close + 1);
        boolean plain = around.chars().noneMatch(sign -> Character.isDigit(sign) || "\\=<>^+*/".indexOf(sign) >= 0);
        return plain && !Words.hasDoubt(around) ? Optional.of(marked.substring(open + 1, close)) : Optional.empty();
    }
}

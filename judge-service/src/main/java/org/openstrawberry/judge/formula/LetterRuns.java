package org.openstrawberry.judge.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a run of letters into known words and variables: "sinx", "xy". Words of a language are no mathematics. */
final class LetterRuns {
    /** A run of letters longer than this that has no meaning is a word, and words are no mathematics. */
    private static final int LONGEST_PRODUCT = 3;

    /** Short words that are no products of variables: "not 5" is not n times o times t times 5. */
    private static final Set<String> WORDS = Set.of(
            "not", "no", "nor", "but", "is", "at", "to", "as", "so", "the", "for", "if", "mod", "per", "any", "all",
            "are", "was", "we", "he", "it", "its", "of", "on", "by", "be", "an", "has", "get", "got", "one", "two",
            "six", "ten", "yes", "few", "now", "can", "via", "out", "use", "let", "than", "then", "up", "my", "off");

    private LetterRuns() {}

    /**
     * The pieces of a run.
     *
     * @throws UnreadableException when it is a word without a meaning in mathematics
     */
    static List<String> pieces(String run) {
        if (run.length() == 1 || Names.isWord(run)) {
            return List.of(run);
        }
        String word = function(run);
        if (WORDS.contains(run.toLowerCase(Locale.ROOT)) || run.length() - word.length() > LONGEST_PRODUCT) {
            throw new UnreadableException();
        }
        List<String> pieces = new ArrayList<>();
        if (!word.isEmpty()) {
            pieces.add(word);
        }
        for (int letter = word.length(); letter < run.length(); letter++) {
            pieces.add(run.substring(letter, letter + 1));
        }
        return pieces;
    }

    /** The function that a run begins with when at most two letters follow: "sinx"; empty when there is none. */
    private static String function(String run) {
        for (int length = run.length() - 1; length >= Math.max(2, run.length() - 2); length--) {
            String name = run.substring(0, length);
            if (Names.function(name).isPresent() || name.equals("pi")) {
                return name;
            }
        }
        return "";
    }
}

package org.openstrawberry.judge.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words of a text, and words that make an answer unsure. */
public final class Words {
    /** With one of these, a number or letter in the same sentence is not plainly the answer. */
    private static final Set<String> DOUBTS = Set.of(
            "not",
            "never",
            "neither",
            "nor",
            "no",
            "none",
            "except",
            "cannot",
            "without",
            "or",
            "either",
            "maybe",
            "perhaps",
            "possibly",
            "between",
            "unlikely",
            "wrong",
            "incorrect",
            "false",
            "isnt",
            "least",
            "most",
            "than",
            "over",
            "under",
            "above",
            "below",
            "about",
            "around",
            "approximately",
            "roughly",
            "nearly",
            "almost",
            "unsure",
            "unknown",
            "guess",
            "unless",
            "instead",
            "rather",
            "but",
            "half",
            "twice",
            "double",
            "third",
            "quarter",
            "wasnt",
            "arent",
            "cant",
            "dont",
            "doesnt",
            "minus",
            "plus",
            "divided");

    private Words() {}

    /** The words in lower case without the punctuation around them; apostrophes inside stay. */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= text.length(); at++) {
            boolean inside = at < text.length() && isWordCharacter(text, at);
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(text.substring(start, at).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
        return words;
    }

    /** Whether the text holds a word of negation, alternative, comparison or guess. */
    public static boolean hasDoubt(String text) {
        return of(text).stream().anyMatch(word -> DOUBTS.contains(word) || word.endsWith("n't"));
    }

    private static boolean isWordCharacter(String text, int at) {
        char character = text.charAt(at);
        if (Character.isLetterOrDigit(character)) {
            return true;
        }
        return character == '\''
                && at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }
}

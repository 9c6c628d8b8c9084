package org.openstrawberry.judge.choice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;
import org.openstrawberry.judge.text.Words;

/**
 * Reads a whole text as one letter among options: "B", "b", "(B)", "B)", "B.", "option B", "(B) the quail". A letter
 * followed by words without a bracket, point or colon between is no choice: "A blue jay".
 */
final class ChoiceReader {
    private static final Pattern ALONE = Pattern.compile(
            "^(?:(?:option|choice|answer|letter)\\s*+:?\\s*+)?+[\\[({]?+\\s*+([A-Za-z])\\s*+[\\])}]?+[.:]?+$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_TEXT = Pattern.compile(
            "^(?:(?:[Oo]ption|[Cc]hoice)\\s*+)?+(?:[\\[(]([A-Z])[\\])]|([A-Z])[).:])[:.]?+\\s*+(\\S.*+)$",
            Pattern.DOTALL);
    private static final Pattern ANOTHER = Pattern.compile("[\\[(][A-Z][\\])]|\\b[A-Z]\\)");

    private ChoiceReader() {}

    static Optional<Character> read(String text) {
        String plain = Trim.answer(Latex.strip(PlainText.of(text)));
        Matcher alone = ALONE.matcher(plain);
        if (alone.matches()) {
            return Optional.of(Character.toUpperCase(alone.group(1).charAt(0)));
        }
        Matcher withText = WITH_TEXT.matcher(plain);
        if (!withText.matches() || ANOTHER.matcher(withText.group(3)).find() || startsWithDoubt(withText.group(3))) {
            return Optional.empty();
        }
        String letter = withText.group(1) != null ? withText.group(1) : withText.group(2);
        return Optional.of(letter.charAt(0));
    }

    /** "(B) or (C)", "B) is wrong": the words after the letter take it back. Option texts may hold such words later on. */
    private static boolean startsWithDoubt(String text) {
        String[] words = text.split("\\s+", 4);
        StringBuilder beginning = new StringBuilder();
        for (int word = 0; word < Math.min(2, words.length); word++) {
            beginning.append(words[word]).append(' ');
        }
        return Words.hasDoubt(beginning.toString())
                && !Words.of(text).getFirst().equals("none");
    }
}

package org.openstrawberry.judge.choice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Sentences;
import org.openstrawberry.judge.extraction.Source;
import org.openstrawberry.judge.text.Words;

/**
 * The last choice letter of a reply that marks no answer: in brackets, or after "option". A sentence that names two
 * letters, or denies, states none.
 */
final class LastChoice {
    private static final Pattern LETTER = Pattern.compile("\\(([A-Z])\\)"
            + "|\\b(?:[Oo]ption|[Cc]hoice|[Aa]nswer|[Aa]ns)(?: is)?[ :.]{1,3}([A-Z])\\b(?!')"
            + "|\\*\\*([A-Z])\\*\\*"
            + "|\\b([A-Z]) is (?:the )?(?:correct|right)\\b");

    /** "C", "(C).", "**C**": a last line of nothing but a letter. */
    private static final int LONGEST_LINE = 6;

    private LastChoice() {}

    static Optional<Extraction> in(String text, Budget budget) {
        budget.spend(text.length());
        String lastLine =
                text.substring(text.stripTrailing().lastIndexOf('\n') + 1).strip();
        if (lastLine.length() <= LONGEST_LINE && ChoiceReader.read(lastLine).isPresent()) {
            return Optional.of(new Extraction(lastLine, Source.LAST_CHOICE));
        }
        Matcher matcher = LETTER.matcher(text);
        int last = -1;
        while (matcher.find()) {
            last = matcher.start();
        }
        return last < 0 ? Optional.empty() : only(Sentences.around(text, last));
    }

    private static Optional<Extraction> only(String sentence) {
        Matcher matcher = LETTER.matcher(sentence);
        String found = "";
        while (matcher.find()) {
            String letter = letter(matcher);
            if (!found.isEmpty() && !found.equals(letter)) {
                return Optional.empty();
            }
            found = letter;
        }
        return found.isEmpty() || Words.hasDoubt(sentence)
                ? Optional.empty()
                : Optional.of(new Extraction(found, Source.LAST_CHOICE));
    }

    private static String letter(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String letter = matcher.group(group);
            if (letter != null) {
                return letter;
            }
        }
        return "";
    }
}

package org.openstrawberry.judge.choice;

import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.extraction.Source;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.text.Words;

/** A ground truth that is a letter among options. */
public final class ChoiceTruth implements Truth {
    private final char letter;

    private ChoiceTruth(char letter) {
        this.letter = letter;
    }

    /** The letter that a ground truth is; empty when it is none. */
    public static Optional<Truth> read(String groundTruth) {
        return ChoiceReader.read(groundTruth).map(ChoiceTruth::new);
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        // A sentence as a whole reply ("It must be option (B)") is no marked answer; its letter is looked for.
        Optional<Extraction> marked = reply.marked()
                .filter(extraction -> extraction.source() != Source.WHOLE_REPLY
                        || ChoiceReader.read(extraction.text()).isPresent());
        Optional<Extraction> found =
                marked.or(() -> LastChoice.in(reply.text(), budget)).or(reply::marked);
        return found.map(this::compare)
                .orElseGet(() -> Finding.noAnswer("the reply names no letter", String.valueOf(letter)));
    }

    private Finding compare(Extraction extraction) {
        String truth = String.valueOf(letter);
        String text = extraction.text();
        Optional<Character> answer = ChoiceReader.read(text).or(() -> sentence(text));
        if (answer.isEmpty()) {
            String reason = extraction.source().words() + " is not one letter";
            String form = Unread.form(text);
            // It may be the text of an option, which the judge does not know; a denial or a list is not.
            return Words.hasDoubt(text) || namesLetters(text)
                    ? Finding.incorrect(Rule.CHOICE, reason, text, form, truth)
                    : Finding.undecided(Rule.CHOICE, reason, text, form, truth);
        }
        String place = extraction.source().words() + " says " + answer.get();
        return answer.get() == letter
                ? Finding.correct(
                        Rule.CHOICE, place + ", which is the right one", text, String.valueOf(answer.get()), truth)
                : Finding.incorrect(Rule.CHOICE, place + ", not " + truth, text, String.valueOf(answer.get()), truth);
    }

    private static Optional<Character> sentence(String text) {
        return LastChoice.in(text, Budget.standard()).flatMap(found -> ChoiceReader.read(found.text()));
    }

    /** "A, B", "A and C": several letters by themselves. */
    private static boolean namesLetters(String text) {
        return Words.of(text).stream().allMatch(word -> word.length() == 1 || word.equals("and"));
    }
}

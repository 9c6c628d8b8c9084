package org.openstrawberry.judge.yesno;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.extraction.Sentences;
import org.openstrawberry.judge.extraction.Source;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.text.Words;

/** A ground truth that is yes or no. True is yes, false is no. */
public final class BooleanTruth implements Truth {
    private static final Map<String, Boolean> WORDS = Map.of("yes", true, "true", true, "no", false, "false", false);
    private static final int LONGEST_EXPLAINED = 400;

    private final boolean truth;

    private BooleanTruth(boolean truth) {
        this.truth = truth;
    }

    /** What a ground truth of one word says; empty when it says neither. */
    public static Optional<Truth> read(String groundTruth) {
        List<String> words = Words.of(plain(groundTruth));
        return words.size() == 1
                        && plain(groundTruth).length() == words.getFirst().length()
                ? Optional.ofNullable(WORDS.get(words.getFirst())).map(BooleanTruth::new)
                : Optional.empty();
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        budget.spend(reply.text().length());
        Optional<Extraction> found = reply.marked().or(() -> lastIn(reply.text()));
        return found.map(this::compare)
                .orElseGet(() -> Finding.noAnswer("the reply says neither yes nor no", form(truth)));
    }

    private Finding compare(Extraction extraction) {
        String text = extraction.text();
        Optional<Boolean> answer = said(text);
        if (answer.isEmpty()) {
            String reason = extraction.source().words() + " says neither yes nor no, or both";
            return Finding.incorrect(Rule.BOOLEAN, reason, text, Unread.form(text), form(truth));
        }
        String reason = extraction.source().words() + " says " + form(answer.get());
        return answer.get() == truth
                ? Finding.correct(Rule.BOOLEAN, reason, text, form(answer.get()), form(truth))
                : Finding.incorrect(Rule.BOOLEAN, reason, text, form(answer.get()), form(truth));
    }

    /** "Yes", "No, she lies.": the first word says it, a mark sets it apart, and no other word says the opposite. */
    private static Optional<Boolean> said(String text) {
        String plain = plain(text);
        List<String> words = Words.of(plain);
        if (words.isEmpty() || plain.length() > LONGEST_EXPLAINED || !WORDS.containsKey(words.getFirst())) {
            return Optional.empty();
        }
        String first = words.getFirst();
        boolean begins = plain.regionMatches(true, 0, first, 0, first.length());
        boolean apart = plain.length() == first.length() || ",.;:!*\n".indexOf(plain.charAt(first.length())) >= 0;
        boolean saysBoth = words.stream()
                .anyMatch(word -> WORDS.containsKey(word) && !WORDS.get(word).equals(WORDS.get(first)));
        return begins && apart && !saysBoth ? Optional.ofNullable(WORDS.get(first)) : Optional.empty();
    }

    private static Optional<Extraction> lastIn(String text) {
        String last = Sentences.around(text, text.stripTrailing().length() - 1).strip();
        Optional<Boolean> beginning = said(last);
        if (beginning.isPresent()) {
            return Optional.of(new Extraction(last, Source.LAST_YES_OR_NO));
        }
        List<String> saying =
                Words.of(last).stream().filter(WORDS::containsKey).distinct().toList();
        boolean denied = Words.of(last).stream().anyMatch(word -> word.equals("not") || word.endsWith("n't"));
        return saying.size() == 1 && !denied
                ? Optional.of(new Extraction(saying.getFirst(), Source.LAST_YES_OR_NO))
                : Optional.empty();
    }

    private static String plain(String text) {
        return Trim.answer(org.openstrawberry.judge.text.Latex.strip(PlainText.of(text)));
    }

    private static String form(boolean value) {
        return value ? "yes" : "no";
    }
}

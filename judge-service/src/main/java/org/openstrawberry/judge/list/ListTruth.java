package org.openstrawberry.judge.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.number.NumberPolicy;
import org.openstrawberry.judge.number.NumberTruth;
import org.openstrawberry.judge.text.MathForm;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.text.Words;
import org.openstrawberry.judge.value.Sameness;

/** A ground truth of several words or quantities. A part of them, or more than them, is wrong. */
public final class ListTruth implements Truth {
    private static final int MOST_WORDS = 4;

    private final WordList truth;
    private final ElementOrder order;
    private final NumberPolicy numbers;

    private ListTruth(WordList truth, ElementOrder order, NumberPolicy numbers) {
        this.truth = truth;
        this.order = order;
        this.numbers = numbers;
    }

    /** The list that a ground truth is; empty when it is none: its values must be short. */
    public static Optional<Truth> read(String groundTruth, ElementOrder order, NumberPolicy numbers, Budget budget) {
        return WordList.read(groundTruth, budget)
                .filter(list -> list.parts().stream()
                        .allMatch(part -> Words.of(part).size() <= MOST_WORDS && part.length() <= 80))
                .map(list -> new ListTruth(list, order, numbers));
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        return reply.marked()
                .map(extraction -> compare(extraction, budget))
                .orElseGet(() -> Finding.noAnswer("the reply marks no list", form(truth)));
    }

    private Finding compare(Extraction extraction, Budget budget) {
        String text = extraction.text();
        String place = extraction.source().words();
        Optional<WordList> read = WordList.read(text, budget);
        if (read.isEmpty()) {
            String reason = place + " is not a list of values";
            return Unread.mayBeRight(text)
                    ? Finding.undecided(Rule.LIST, reason, text, Unread.form(text), form(truth))
                    : Finding.incorrect(Rule.LIST, reason, text, Unread.form(text), form(truth));
        }
        String form = form(read.get());
        Sameness same = Words.of(text).contains("not") ? Sameness.DIFFERENT : same(read.get(), budget);
        return switch (same) {
            case SAME -> Finding.correct(Rule.LIST, place + " says " + form, text, form, form(truth));
            case DIFFERENT ->
                Finding.incorrect(Rule.LIST, place + " says " + form + ", not " + form(truth), text, form, form(truth));
            case UNKNOWN ->
                Finding.undecided(Rule.LIST, place + " has values that cannot be compared", text, form, form(truth));
        };
    }

    private Sameness same(WordList answer, Budget budget) {
        if (truth.parts().size() != answer.parts().size()) {
            return Sameness.DIFFERENT;
        }
        boolean ordered = !truth.set()
                && !answer.set()
                && (truth.bracketed() || answer.bracketed() || order == ElementOrder.SAME);
        List<String> left = new ArrayList<>(truth.parts());
        for (String part : answer.parts()) {
            int at = 0;
            while (at < left.size() && !isSame(left.get(at), part, budget)) {
                at = ordered ? left.size() : at + 1;
            }
            if (at >= left.size()) {
                return Sameness.DIFFERENT;
            }
            left.remove(at);
        }
        return Sameness.SAME;
    }

    private boolean isSame(String truthPart, String answerPart, Budget budget) {
        budget.spend(1L + truthPart.length() + answerPart.length());
        return words(truthPart).equals(words(answerPart)) || NumberTruth.isSame(truthPart, answerPart, numbers, budget);
    }

    private static String words(String part) {
        return MathForm.of(part).toLowerCase(Locale.ROOT);
    }

    private static String form(WordList list) {
        return String.join(", ", list.parts());
    }
}

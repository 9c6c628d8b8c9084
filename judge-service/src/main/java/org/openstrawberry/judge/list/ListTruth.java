package org.openstrawberry.judge.list;

import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.text.Words;

/** A ground truth of several values. A part of them, or more than them, is wrong. */
public final class ListTruth implements Truth {
    private final ValueList truth;
    private final ElementOrder order;

    private ListTruth(ValueList truth, ElementOrder order) {
        this.truth = truth;
        this.order = order;
    }

    /** The list that a ground truth is; empty when it is none. */
    public static Optional<Truth> read(String groundTruth, ElementOrder order, Budget budget) {
        return ListReader.isList(groundTruth, budget)
                ? ListReader.read(groundTruth, budget).map(list -> new ListTruth(list, order))
                : Optional.empty();
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        Optional<Extraction> found = reply.marked().or(reply::lastFormula);
        return found.map(extraction -> compare(extraction, budget))
                .orElseGet(() -> Finding.noAnswer("the reply marks no list", truth.form()));
    }

    private Finding compare(Extraction extraction, Budget budget) {
        String text = extraction.text();
        String place = extraction.source().words();
        Optional<ValueList> read = ListReader.read(text, budget);
        if (read.isEmpty()) {
            String reason = place + " is not a list of values";
            return Unread.mayBeRight(text)
                    ? Finding.undecided(Rule.LIST, reason, text, Unread.form(text), truth.form())
                    : Finding.incorrect(Rule.LIST, reason, text, Unread.form(text), truth.form());
        }
        String form = read.get().form();
        if (!Words.of(text).contains("not") && read.get().same(truth, order)) {
            return Finding.correct(Rule.LIST, place + " says " + form, text, form, truth.form());
        }
        // Values that are not plain numbers may be the same written in another way.
        return form.indexOf('\\') >= 0
                        && form.length() > 2
                        && read.get().forms().size() == truth.forms().size()
                ? Finding.undecided(Rule.LIST, place + " has values that cannot be compared", text, form, truth.form())
                : Finding.incorrect(
                        Rule.LIST, place + " says " + form + ", not " + truth.form(), text, form, truth.form());
    }
}

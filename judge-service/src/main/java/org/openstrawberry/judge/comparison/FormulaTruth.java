package org.openstrawberry.judge.comparison;

import java.util.Optional;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.FormulaReader;
import org.openstrawberry.judge.text.MathForm;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.value.Sameness;

/** A ground truth that is mathematics and no single number. */
public final class FormulaTruth implements Truth {
    private final Formula truth;
    private final String written;
    private final ElementOrder order;

    private FormulaTruth(Formula truth, String written, ElementOrder order) {
        this.truth = truth;
        this.written = written;
        this.order = order;
    }

    /** The formula that a ground truth is; empty when it is none. */
    public static Optional<Truth> read(String groundTruth, ElementOrder order, Budget budget) {
        return FormulaReader.read(groundTruth, budget)
                .map(formula -> new FormulaTruth(formula, MathForm.ofText(groundTruth), order));
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        Optional<Extraction> found = reply.marked().or(reply::lastFormula);
        return found.map(extraction -> compare(extraction, budget))
                .orElseGet(() -> Finding.noAnswer("the reply marks no formula", form()));
    }

    private Finding compare(Extraction extraction, Budget budget) {
        String text = extraction.text();
        if (MathForm.ofText(text).equals(written)) {
            return finding(extraction, Sameness.SAME);
        }
        Optional<Formula> answer = FormulaReader.read(text, budget)
                .or(() -> StatedFormula.in(text).flatMap(stated -> FormulaReader.read(stated, budget)));
        if (answer.isPresent()) {
            return finding(extraction, new Comparison(order, budget).compare(truth, answer.get()));
        }
        String reason = extraction.source().words() + " cannot be read as mathematics";
        return Unread.mayBeRight(text)
                ? Finding.undecided(Rule.FORMULA, reason, text, Unread.form(text), form())
                : Finding.incorrect(Rule.FORMULA, reason, text, Unread.form(text), form());
    }

    private Finding finding(Extraction extraction, Sameness same) {
        String text = extraction.text();
        String form = Unread.form(text);
        String place = extraction.source().words() + " says " + form;
        return switch (same) {
            case SAME -> Finding.correct(Rule.FORMULA, place + ", which equals " + form(), text, form, form());
            case DIFFERENT -> Finding.incorrect(Rule.FORMULA, place + ", not " + form(), text, form, form());
            case UNKNOWN ->
                Finding.undecided(
                        Rule.FORMULA, place + ", which cannot be compared with " + form(), text, form, form());
        };
    }

    private String form() {
        return written;
    }
}
